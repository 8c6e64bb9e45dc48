/** Properties that a picture needs once it stands alone, without the page's stylesheet. */
const drawn = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;

/** Copies what is on screen: resolved colours and fonts become attributes, so the file looks the same anywhere. */
function resolveInto(source: Element, copy: Element): void {
  const style = getComputedStyle(source);
  for (const property of drawn) {
    const value = style.getPropertyValue(property);
    if (value !== '' && value !== 'none' && value !== 'normal') copy.setAttribute(property, value);
    else if (value === 'none' && (property === 'fill' || property === 'stroke')) copy.setAttribute(property, 'none');
  }
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  for (let index = 0; index < source.children.length; index += 1) {
    const from = source.children[index];
    const to = copy.children[index];
    if (from !== undefined && to !== undefined) resolveInto(from, to);
  }
}

/** One stand-alone SVG of every drawing inside `container` (a chart and its overlay), on the page's own background. */
export function chartSvg(container: HTMLElement, title: string): string {
  const box = container.getBoundingClientRect();
  const namespace = 'http://www.w3.org/2000/svg';
  const root = document.createElementNS(namespace, 'svg');
  root.setAttribute('xmlns', namespace);
  root.setAttribute('width', String(Math.round(box.width)));
  root.setAttribute('height', String(Math.round(box.height)));
  root.setAttribute('viewBox', `0 0 ${Math.round(box.width)} ${Math.round(box.height)}`);
  const name = document.createElementNS(namespace, 'title');
  name.textContent = title;
  const background = document.createElementNS(namespace, 'rect');
  background.setAttribute('width', '100%');
  background.setAttribute('height', '100%');
  background.setAttribute('fill', getComputedStyle(document.body).backgroundColor);
  root.append(name, background);
  for (const svg of container.querySelectorAll('svg')) {
    // Icons and nested drawings belong to their parent.
    if (svg.parentElement?.closest('svg') || svg.closest('[data-no-export]')) continue;
    const place = svg.getBoundingClientRect();
    const copy = svg.cloneNode(true);
    if (!(copy instanceof SVGSVGElement)) continue;
    resolveInto(svg, copy);
    copy.setAttribute('x', String(place.left - box.left));
    copy.setAttribute('y', String(place.top - box.top));
    copy.setAttribute('width', String(place.width));
    copy.setAttribute('height', String(place.height));
    root.append(copy);
  }
  return new XMLSerializer().serializeToString(root);
}
