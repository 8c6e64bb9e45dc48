/** HTML that may be placed as it stands; everything else is text and gets escaped. */
export interface Html {
  readonly html: string;
}

const replacements: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as it may stand between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => replacements[character] ?? character);
}

type Content = Html | string | number | undefined | readonly Content[];

/** Builds HTML; whatever is put in is escaped unless it is HTML itself. Lists are joined, `undefined` leaves nothing. */
export function html(parts: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { html: parts.map((part, place) => part + (place < contents.length ? render(contents[place]) : '')).join('') };
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escapeHtml(content);
  if (typeof content === 'number') return String(content);
  if ('html' in content) return content.html;
  return content.map(render).join('');
}
