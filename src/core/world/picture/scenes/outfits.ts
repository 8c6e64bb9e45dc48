import { at, type Pen } from '../pen.ts';

const draw = [coat, dress, knit, work, summer, shoes];

/** Garments laid flat on a calm ground, with one shape behind and a few small things beside. */
export function drawOutfit(pen: Pen, middle: number, leaf: number): void {
  const { back, ground, accent, second } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.gradient(back, pen.one(ground, pen.shade(back, -0.06))));
  const backdrop = pen.shade(pen.one(accent, second), pen.between(0.45, 0.62));
  const kind = pen.int(4);
  if (kind === 0) pen.circle(120, 146, pen.between(88, 104), backdrop);
  else if (kind === 1) pen.path('M34 300V130a86 86 0 0 1 172 0v170z', backdrop);
  else if (kind === 2) pen.rect(pen.between(-20, 60), 0, pen.between(110, 150), 300, backdrop);
  else pen.path(at`M0 ${pen.between(110, 190)}q70 -50 130 -6t110 -20v220H0z`, backdrop);
  draw[middle]?.(pen, leaf);
}

function fabric(pen: Pen, color: string, kind = pen.int(6)): string {
  return pen.cloth(color, pen.shade(color, 0.35), kind > 3 ? 0 : kind);
}

function hanger(pen: Pen, y: number): void {
  pen.line(at`M120 ${y}v-8q0 -6 6 -8t2 -10t-13 2M120 ${y}l-48 24M120 ${y}l48 24`, pen.colors.deep, 3);
}

function coat(pen: Pen, leaf: number): void {
  const { light, deep, accent } = pen.colors;
  const color = pen.one(pen.colors.main, pen.colors.second, pen.shade(pen.colors.main, -0.35), pen.shade(accent, -0.15));
  const hem = leaf === 2 || leaf === 4 ? pen.between(190, 208) : pen.between(238, 262);
  const flare = pen.between(4, 18);
  hanger(pen, 52);
  const fill = leaf === 4 ? pen.cloth(color, pen.shade(color, 0.3), 2) : fabric(pen, color);
  for (const side of [-1, 1])
    pen.path(
      at`M${120 + side * 42} 70q${side * 22} 4 ${side * 28} 40l${side * 10} ${hem - 144}l${side * -24} 4l${side * -20} -84z`,
      pen.shade(color, -0.12),
    );
  pen.path(at`M84 68q36 -14 72 0q12 4 14 22l${flare} ${hem - 90}q-50 10 -100 0h${-flare * 2}l${flare} -${hem - 90}q2 -18 14 -22z`, fill);
  pen.path(at`M120 64v${hem - 60}`, 'none', ` stroke="#${deep}" stroke-width="2" opacity=".5"`);
  pen.path('M98 64l22 62l22 -62q-22 -8 -44 0z', light);
  pen.path('M98 64l-12 26l16 6l-4 10l22 26zM142 64l12 26l-16 6l4 10l-22 26z', pen.shade(color, -0.2));
  for (let button = 0; button < 3; button += 1)
    for (const side of leaf === 3 ? [-12, 12] : [10]) pen.circle(120 + side, 144 + button * 22, 4, accent === color ? deep : accent);
  if (leaf === 3) pen.rect(78, 158, 84, 11, pen.shade(color, -0.3));
  for (const side of [88, 132]) pen.rect(side, hem - 62, 22, 5, pen.shade(color, -0.28), 2);
  if (leaf === 1) pen.path('M92 66q28 -44 56 0q-28 16 -56 0z', pen.shade(color, -0.25));
  if (leaf === 0) pen.path('M100 60q20 12 40 0l4 14q-10 8 -16 8l6 62h-15l-4 -62q-12 -2 -19 -8z', pen.cloth(accent, light, 1 + pen.int(2)));
}

function dress(pen: Pen, leaf: number): void {
  const { light, accent, deep } = pen.colors;
  const color = pen.strong();
  const fill = leaf === 3 ? color : fabric(pen, color);
  const [waist, hem, wide] = [pen.between(128, 142), pen.between(236, 268), pen.between(48, 78)];
  hanger(pen, 50);
  if (leaf === 1 || leaf === 3 || leaf === 4)
    for (const side of [-1, 1]) pen.line(at`M${120 + side * 20} 96L${120 + side * 24} 58`, pen.shade(color, -0.2), 6);
  else
    for (const side of [-1, 1])
      pen.path(at`M${120 + side * 32} 66q${side * 26} 6 ${side * 34} 50l${side * -20} 10l${side * -22} -22z`, pen.shade(color, -0.1));
  if (leaf === 4) {
    pen.path('M92 62q28 -8 56 0l8 70H84z', pen.cloth(light, pen.shade(deep, 0.3), 1));
    pen.path(at`M98 92h44v${waist - 92}h-44z`, fill);
  } else
    pen.path(
      at`M90 ${leaf === 1 || leaf === 3 ? 92 : 64}q30 ${leaf === 1 || leaf === 3 ? 16 : -10} 60 0q2 34 -6 ${waist - 70}H96q-8 -30 -6 -${waist - 70}z`,
      fill,
    );
  pen.path(at`M96 ${waist}h48Q${160} ${waist + 50} ${120 + wide} ${hem}q-${wide} 14 -${wide * 2} 0Q80 ${waist + 50} 96 ${waist}z`, fill);
  for (const fold of [-0.5, 0.1, 0.55])
    pen.line(at`M${120 + fold * 26} ${waist + 16}L${120 + fold * wide} ${hem}`, pen.shade(color, -0.3), 2, ' opacity=".5"');
  pen.rect(95, waist - 5, 50, 9, pen.one(accent, deep, pen.shade(color, -0.3)), 2);
  if (leaf === 0) pen.path('M106 62l14 18l14 -18l8 6l-16 22l-6 -8l-6 8l-16 -22z', light);
  if (pen.chance(0.5)) bag(pen, 206, 250, 0.5);
}

function knit(pen: Pen, leaf: number): void {
  const { light, accent, deep } = pen.colors;
  const color = pen.strong();
  const fill = pen.cloth(color, pen.shade(color, 0.25), 1 + pen.int(3));
  if (leaf === 3) {
    pen.path('M66 150q0 -74 54 -74t54 74z', fill);
    pen.rect(60, 140, 120, 30, pen.shade(color, -0.2), 12);
    pen.circle(120, 70, 19, pen.shade(accent, 0.3));
    pen.path('M58 204q62 26 124 0v28q-20 8 -34 10l4 40h-34l-2 -38q-34 0 -58 -12z', pen.cloth(accent, light, 1));
    return;
  }
  const hem = pen.between(196, 218);
  if (leaf !== 2)
    for (const side of [-1, 1]) {
      pen.path(
        at`M${120 + side * 44} 84q${side * 22} 4 ${side * 30} 44l${side * 8} ${hem - 140}l${side * -22} 4l${side * -22} -70z`,
        pen.shade(color, -0.1),
      );
      pen.rect(120 + side * 70 - 13, hem - 18, 26, 14, pen.shade(color, -0.28), 4);
    }
  pen.path(at`M88 80q32 -16 64 0q16 6 14 30l-2 ${hem - 106}H76l-2 -${hem - 106}q-2 -24 14 -30z`, fill);
  pen.rect(76, hem - 6, 88, 14, pen.shade(color, -0.25), 4);
  if (leaf === 0 || leaf === 2) pen.path('M98 76l22 54l22 -54q-22 -8 -44 0z', light);
  else pen.ellipse(120, 79, 25, 11, pen.shade(color, -0.35));
  if (leaf === 0) {
    pen.rect(117, 128, 6, hem - 124, pen.shade(color, -0.3));
    for (let button = 0; button < 4; button += 1) pen.circle(120, 142 + button * 17, 3.4, light);
  } else if (leaf === 1 && pen.chance(0.6)) pen.rect(75, 128, 90, 24, accent, 0, ' opacity=".8"');
  if (leaf === 4) pen.path(at`M82 ${hem + 16}h76l8 ${280 - hem}h-38l-8 -30l-8 30H74z`, pen.shade(color, -0.12));
  else pen.rect(166, 240, 48, 34, pen.shade(deep, 0.4), 6);
}

function work(pen: Pen, leaf: number): void {
  const { light, second, accent, deep } = pen.colors;
  const color = pen.strong();
  const dark = pen.shade(color, -0.3);
  const trousers = (left: number, top: number, bottom: number) =>
    pen.path(
      at`M${left} ${top}h64l12 ${bottom - top}h-34l-10 -${(bottom - top) * 0.66}l-10 ${(bottom - top) * 0.66}h-34z`,
      fabric(pen, dark, pen.one(0, 1)),
    );
  if (leaf === 3) {
    pen.path('M82 92h76l18 150q-56 12 -112 0z', fabric(pen, color));
    pen.rect(80, 84, 80, 14, dark, 3);
  } else if (leaf === 4) {
    for (const side of [-1, 1])
      pen.path(at`M${120 + side * 34} 66q${side * 22} 8 ${side * 28} 66l${side * -18} 2l${side * -16} -40z`, dark);
    pen.path('M90 64q30 -10 60 0l2 70h-64z', fabric(pen, color));
    pen.path('M88 138h64l14 132h-36l-10 -82l-10 82H74z', fabric(pen, color));
    pen.rect(86, 130, 68, 10, accent, 2);
    pen.line('M120 64v70', deep, 2);
  } else {
    if (leaf === 1) trousers(88, 60, 266);
    else {
      trousers(118, 156, 282);
      for (const side of [-1, 1])
        pen.path(
          at`M${104 + side * 40} 58q${side * 22} 4 ${side * 28} 54l${side * 4} 62l${side * -20} 2l${side * -20} -70z`,
          pen.shade(color, -0.1),
        );
      pen.path(
        'M72 56q32 -14 64 0q14 6 14 26l2 108q-48 10 -96 0l2 -108q0 -20 14 -26z',
        fabric(pen, leaf === 2 ? pen.shade(color, 0.45) : color, leaf === 2 ? 1 : 0),
      );
      if (leaf === 0) {
        pen.path('M84 52l20 66l20 -66q-20 -6 -40 0z', light);
        pen.path('M84 52l-14 34l14 6l20 30zM124 52l14 34l-14 6l-20 30z', dark);
        for (const button of [136, 158]) pen.circle(104, button, 4, accent);
      } else {
        pen.path('M88 52l16 14l16 -14l6 8l-14 20l-8 -10l-8 10l-14 -20z', light);
        for (const button of [92, 114, 136, 158]) pen.circle(104, button, 2.6, deep);
      }
    }
  }
  pen.circle(202, 60, 13, 'none', ` stroke="#${second}" stroke-width="5"`);
  pen.rect(198, 34, 8, 14, deep, 2);
  pen.rect(198, 72, 8, 16, deep, 2);
}

function summer(pen: Pen, leaf: number): void {
  const { light, accent, second, deep } = pen.colors;
  const color = pen.strong();
  if (leaf === 4) {
    pen.ellipse(120, 150, 96, 70, pen.shade(accent, 0.3));
    pen.ellipse(120, 146, 84, 58, pen.cloth(pen.shade(accent, 0.4), pen.shade(accent, 0.1), 2));
    pen.ellipse(120, 136, 48, 38, pen.shade(accent, 0.2));
    pen.path('M72 140q48 36 96 0v14q-48 34 -96 0z', pen.one(deep, pen.colors.main));
  } else if (leaf === 2) {
    for (const side of [-1, 1]) pen.line(at`M${120 + side * 26} 96L${120 + side * 20} 56`, pen.shade(color, -0.2), 7);
    pen.path('M88 92q32 30 64 0q8 44 -4 70q26 20 22 54q-30 4 -50 40q-20 -36 -50 -40q-4 -34 22 -54q-12 -26 -4 -70z', fabric(pen, color));
    pen.rect(91, 156, 58, 8, light);
  } else {
    if (leaf !== 0) {
      pen.path(
        'M86 60q34 14 68 0l44 30l-20 34l-20 -12v66q-38 8 -76 0v-66l-20 12l-20 -34z',
        fabric(pen, leaf === 1 ? pen.shade(color, 0.5) : color),
      );
      pen.path('M98 62q22 24 44 0l-6 -3q-16 10 -32 0z', pen.shade(color, -0.3));
    } else pen.path('M96 60q24 10 48 0l10 60h-68z', pen.cloth(light, second, 1));
    const top = leaf === 0 ? 132 : 196;
    pen.path(at`M84 ${top}h72l18 ${leaf === 0 ? 100 : 70}h-48l-6 -36l-6 36H66z`, fabric(pen, pen.shade(second, 0.1)));
    pen.rect(83, top - 4, 74, 10, pen.shade(second, -0.25), 3);
  }
  for (const x of [182, 212]) pen.circle(x, 252, 13, deep, ' opacity=".85"');
  pen.line('M192 248q5 -5 10 0', deep, 3);
}

function shoes(pen: Pen, leaf: number): void {
  const { light, accent, deep } = pen.colors;
  const color = pen.one(pen.colors.main, pen.colors.second, accent, pen.shade(pen.colors.main, -0.4));
  if (leaf >= 3) {
    bag(pen, 120, 236, leaf === 3 ? 1.35 : 1.1, color, leaf === 3);
    return;
  }
  for (const [x, y] of [
    [38, 128],
    [76, 236],
  ] as const) {
    pen.shadow(x + 62, y + 22, 70, 7);
    if (leaf === 0) {
      pen.path(at`M${x + 6} ${y - 86}h44q2 50 14 58t52 16q12 6 8 26H${x + 4}q-4 -50 2 -100z`, color);
      pen.path(at`M${x + 30} ${y - 86}h14v34h-14z`, pen.shade(color, -0.4));
    } else if (leaf === 1) {
      pen.path(at`M${x + 4} ${y - 34}q16 10 34 -10q16 0 30 22t50 18q12 8 6 20H${x + 2}q-4 -24 2 -50z`, pen.shade(color, 0.35));
      for (let lace = 0; lace < 4; lace += 1) pen.line(at`M${x + 42 + lace * 8} ${y - 34 + lace * 8}l-12 8`, light, 3);
      pen.path(at`M${x + 4} ${y - 34}q10 6 20 0l4 30q-10 8 -26 8q0 -20 2 -38z`, accent);
    } else pen.path(at`M${x + 2} ${y - 26}q30 8 48 6q20 22 64 16q14 6 8 20H${x + 2}q-4 -20 0 -42z`, color);
    pen.rect(x, y + 10, 126, leaf === 1 ? 13 : 8, leaf === 1 ? light : deep, 5);
    if (leaf === 0) pen.rect(x, y + 12, 34, 13, deep, 2);
    if (leaf === 2) pen.rect(x + 52, y - 14, 22, 8, accent, 3);
  }
}

function bag(pen: Pen, x: number, y: number, size: number, color = pen.colors.accent, tote = true): void {
  const { light, deep } = pen.colors;
  const wide = (tote ? 56 : 62) * size;
  const high = (tote ? 92 : 68) * size;
  pen.shadow(x, y + 2, wide);
  const strap = pen.shade(color, -0.35);
  pen.path(
    at`M${x - wide * 0.5} ${y - high + 4}q0 -${60 * size} ${wide * 0.5} -${60 * size}t${wide * 0.5} ${60 * size}`,
    'none',
    ` stroke="#${strap}" stroke-width="${Math.round(7 * size)}"`,
  );
  if (tote)
    pen.path(
      at`M${x - wide} ${y - high}h${wide * 2}l${-8 * size} ${high}h${16 * size - wide * 2}z`,
      pen.cloth(color, pen.shade(color, 0.4)),
    );
  else {
    pen.rect(x - wide, y - high, wide * 2, high, color, 26 * size);
    pen.path(
      at`M${x - wide} ${y - high * 0.7}q0 -${high * 0.3} ${wide * 0.4} -${high * 0.3}h${wide * 1.2}q${wide * 0.4} 0 ${wide * 0.4} ${high * 0.3}q-${wide} ${high * 0.5} -${wide * 2} 0z`,
      pen.shade(color, -0.18),
    );
  }
  pen.circle(x, y - high * 0.44, 6 * size, tote ? light : deep);
}
