import { at, type Pen } from '../pen.ts';

const draw = [mountains, coast, city, lake, desert, country];

/** A layered landscape under a wide sky. */
export function drawTrip(pen: Pen, middle: number, leaf: number): void {
  const { back, main, accent, light, deep } = pen.colors;
  const night = middle === 4 && leaf === 4;
  const mood = pen.int(3);
  const low = [light, pen.shade(accent, 0.55), pen.shade(main, 0.6)][mood] ?? light;
  pen.rect(0, 0, 240, 300, pen.gradient(night ? pen.shade(deep, 0.08) : mood === 1 ? pen.shade(main, 0.35) : back, night ? main : low));
  const [x, y, size] = [pen.between(46, 194), pen.between(58, 118), pen.between(18, 34)];
  pen.circle(x, y, size * 1.9, night ? light : accent, ' opacity=".16" stroke="none"');
  pen.circle(x, y, size, night ? light : pen.shade(accent, mood === 1 ? 0.5 : 0.12));
  if (night) for (let star = 0; star < 22; star += 1) pen.circle(pen.between(4, 236), pen.between(4, 150), pen.chance(0.3) ? 2 : 1, light);
  else if (pen.chance(0.6))
    for (let cloud = 0; cloud < 2; cloud += 1) {
      const [left, top] = [pen.between(0, 170), pen.between(34, 100)];
      pen.rect(left, top, pen.between(50, 84), 11, light, 6, ' opacity=".7" stroke="none"');
      pen.rect(left + 16, top - 7, 36, 12, light, 6, ' opacity=".7" stroke="none"');
    }
  draw[middle]?.(pen, leaf);
}

function mountains(pen: Pen, leaf: number): void {
  const { main, second, light, deep } = pen.colors;
  peaks(pen, 150, 60, pen.shade(main, 0.5), false);
  peaks(pen, 168, 96, pen.shade(main, 0.18), true);
  hills(pen, 216, 14, pen.shade(second, 0.1));
  if (leaf === 2) pen.ellipse(130, 250, 120, 22, pen.shade(light, -0.08));
  hills(pen, 244, 12, leaf === 3 ? light : pen.shade(second, -0.28));
  if (leaf === 1 || leaf === 4) house(pen, pen.between(60, 150), 236, 1);
  pines(pen, 7, 262, pen.shade(deep, 0.16));
  if (leaf === 0) pen.line(at`M${pen.between(80, 120)} 300q40 -20 10 -36t34 -34t20 -26`, light, 4, ' stroke-dasharray="1 9"');
}

function coast(pen: Pen, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  const horizon = pen.between(138, 156);
  pen.rect(0, horizon, 240, 170, pen.gradient(pen.shade(main, 0.25), pen.shade(main, -0.2)));
  for (let wave = 0; wave < 9; wave += 1)
    pen.rect(pen.between(-10, 190), horizon + 10 + wave * 11, pen.between(20, 70), 2, light, 1, ' opacity=".5" stroke="none"');
  if (leaf === 1 || pen.chance(0.3)) pen.path(at`M${pen.between(100, 140)} ${horizon}q30 -34 58 -22t60 22z`, pen.shade(second, -0.15));
  if (leaf === 2 || leaf === 3 || pen.chance(0.25)) {
    pen.path(at`M0 300V${horizon - 34}q44 -8 62 18t14 60t44 86t20 40z`, pen.shade(second, -0.22));
    pen.path(at`M0 ${horizon - 34}q44 -8 62 18q-30 2 -62 -4z`, pen.shade(second, 0.12));
    pen.path(at`M24 ${horizon - 30}l5 -62h18l5 62z`, light);
    pen.rect(27, horizon - 72, 22, 12, accent);
    pen.path(at`M27 ${horizon - 92}l11 -14l11 14z`, accent);
  }
  if (leaf !== 3) {
    const [x, y] = [pen.between(130, 190), horizon + pen.between(24, 50)];
    pen.path(at`M${x} ${y - 56}v50h-36z`, light);
    pen.path(at`M${x + 5} ${y - 46}v40h24z`, pen.shade(accent, 0.2));
    pen.path(at`M${x - 38} ${y}h74l-12 14h-48z`, deep);
  }
  if (leaf === 0 || leaf === 4) {
    pen.path('M0 300v-30q70 -34 140 -12t100 -10v52z', pen.shade(accent, 0.55));
    pen.path(at`M0 270q70 -34 140 -12t100 -10v6q-50 16 -100 10t-140 14z`, light);
    const x = pen.between(40, 90);
    pen.line(at`M${x} 288l14 -60`, deep, 3);
    pen.path(at`M${x - 20} 238q10 -34 38 -28t26 38z`, pen.strong());
  }
}

function city(pen: Pen, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  let x = -6;
  while (x < 240) {
    const width = pen.between(20, 38);
    pen.rect(x, pen.between(130, 178), width, 170, pen.shade(main, 0.5));
    x += width + 1;
  }
  if (pen.chance(0.6)) pen.path(at`M${pen.between(90, 160)} 200V110l10 -40l10 40v90z`, pen.shade(main, 0.25));
  x = -4;
  while (x < 240) {
    const width = pen.between(38, 52);
    const top = pen.between(160, 206);
    const color = pen.shade(pen.strong(), pen.between(-0.1, 0.4));
    pen.rect(x, top, width, 140, color);
    if (pen.chance(0.6)) pen.path(at`M${x - 3} ${top}l${width / 2 + 3} -26l${width / 2 + 3} 26z`, pen.shade(pen.one(accent, deep), 0.08));
    for (let pane = 0; pane < 4; pane += 1)
      pen.rect(x + 8 + (pane % 2) * 17, top + 14 + Math.floor(pane / 2) * 26, 9, 15, pen.chance(0.4) ? light : pen.shade(deep, 0.15), 3);
    x += width;
  }
  if (leaf === 3 || leaf === 4) {
    pen.rect(0, 262, 240, 40, pen.shade(main, -0.15));
    pen.path('M0 262q40 -34 80 0q40 -34 80 0q40 -34 80 0v-12H0z', pen.shade(second, -0.3));
  } else {
    pen.rect(0, 268, 240, 32, pen.shade(deep, 0.3));
    if (leaf === 2)
      for (let stall = 0; stall < 3; stall += 1) pen.path(at`M${10 + stall * 78} 256l10 -22h48l10 22z`, pen.cloth(accent, light, 1));
    else tree(pen, pen.between(30, 210), 272, 0.9);
  }
}

function lake(pen: Pen, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  hills(pen, 156, 26, pen.shade(second, 0.42));
  hills(pen, 178, 18, pen.shade(second, 0.12));
  pines(pen, 13, 196, pen.shade(second, -0.35));
  if (leaf === 0 || leaf === 4) {
    hills(pen, 206, 8, pen.shade(second, -0.12));
    pen.line(at`M120 300q-40 -30 4 -54t-10 -44`, pen.shade(accent, 0.5), 14);
    pines(pen, 6, 286, pen.shade(deep, 0.1));
    return;
  }
  pen.rect(0, 196, 240, 104, pen.gradient(pen.shade(main, 0.4), pen.shade(main, -0.1)));
  for (let wave = 0; wave < 8; wave += 1)
    pen.rect(pen.between(0, 190), 206 + wave * 9, pen.between(20, 60), 2, light, 1, ' opacity=".45" stroke="none"');
  if (leaf === 2) {
    pen.path('M70 246q50 26 100 0q-6 20 -26 22h-48q-20 -2 -26 -22z', accent);
    pen.line(at`M${104} 222l44 50`, deep, 3);
  } else {
    pen.path('M0 300v-34q90 -22 240 4v30z', pen.shade(second, -0.3));
    if (leaf === 1) {
      pen.path('M86 276l44 -62l44 62z', accent);
      pen.path('M130 214l-14 62h28z', pen.shade(deep, 0.1));
    } else house(pen, 110, 270, 1.3);
  }
}

function desert(pen: Pen, leaf: number): void {
  const { main, second, accent, deep, light } = pen.colors;
  const sand = pen.one(accent, main);
  if (leaf === 1 || leaf === 2)
    for (let mesa = 0; mesa < 3; mesa += 1) {
      const [x, top] = [mesa * 86 + pen.between(-30, 10), pen.between(122, 160)];
      pen.path(at`M${x} 220l10 ${top - 200}q40 -12 66 0l12 ${200 - top}z`, pen.shade(main, 0.1 - mesa * 0.1));
      pen.path(at`M${x + 8} ${top + 34}h70l2 9H${x + 6}z`, pen.shade(main, -0.3), ' opacity=".5"');
    }
  else hills(pen, 176, 22, pen.shade(sand, 0.45));
  for (let dune = 0; dune < 3; dune += 1) {
    const [y, ridge] = [204 + dune * 28, pen.between(60, 180)];
    pen.path(
      at`M0 ${y + 14}Q${ridge / 2} ${y + 6} ${ridge} ${y - 18}Q${ridge + 30} ${y + 14} 240 ${y + 4}V300H0z`,
      pen.shade(sand, 0.4 - dune * 0.18),
    );
    pen.path(
      at`M${ridge} ${y - 18}Q${ridge + 30} ${y + 14} 240 ${y + 4}V300H${ridge + 40}Q${ridge - 20} ${y + 30} ${ridge} ${y - 18}z`,
      pen.shade(sand, 0.2 - dune * 0.22),
    );
  }
  if (leaf === 2) pen.path('M112 300L132 212h8l52 88z', pen.shade(deep, 0.25));
  else if (leaf === 3)
    for (const x of [60, 88, 176]) {
      pen.line(at`M${x} 272q4 -40 ${pen.between(-6, 12)} -76`, deep, 5);
      for (let frond = 0; frond < 6; frond += 1) pen.leaf(x + 4, 198, 34, 7, frond * 60 + 25, pen.shade(second, -0.3));
    }
  else if (pen.chance(0.7)) {
    const x = pen.between(40, 200);
    pen.line(at`M${x} 284v-64M${x} 256h-16v-22M${x} 246h16v-20`, pen.shade(second, -0.35), 10);
  }
  if (leaf === 4) pen.path('M60 284l36 -44l36 44z', light);
}

function country(pen: Pen, leaf: number): void {
  const { second, main, accent, deep } = pen.colors;
  hills(pen, 158, 24, pen.shade(second, 0.5));
  hills(pen, 182, 22, pen.shade(second, 0.2));
  house(pen, pen.between(40, 180), 200, 0.8);
  for (let round = 0; round < 5; round += 1) tree(pen, pen.between(0, 240), 206, 0.5);
  hills(pen, 214, 10, leaf === 4 ? pen.shade(main, 0.1) : pen.shade(accent, 0.25));
  for (let row = -5; row <= 5; row += 1)
    pen.line(
      at`M${120 + row * 14} 216Q${120 + row * 28} 250 ${120 + row * 54} 300`,
      pen.shade(row % 2 === 0 ? second : main, -0.15),
      leaf === 2 ? 7 : 3,
      ' opacity=".8"',
    );
  if (leaf === 1 || leaf === 3) pen.path('M96 300q30 -50 22 -84h8q22 40 40 84z', pen.shade(accent, 0.6));
  tree(pen, pen.one(30, 206), 280, 1.3);
  if (pen.chance(0.5)) pen.line('M0 276h240M20 262v30M80 262v30M150 262v30M216 262v30', pen.shade(deep, 0.2), 3);
}

function hills(pen: Pen, y: number, swing: number, color: string): void {
  const [a, b, c] = [pen.between(-swing, swing), pen.between(-swing, swing), pen.between(-swing, swing)];
  pen.path(at`M0 300V${y + a}C50 ${y + a - swing} 70 ${y + b} 120 ${y + b}S190 ${y + c - swing} 240 ${y + c}V300z`, color);
}

function peaks(pen: Pen, y: number, height: number, color: string, snow: boolean): void {
  for (let peak = 0; peak < 3; peak += 1) {
    const [x, up] = [peak * 84 + pen.between(10, 60), height * pen.between(0.65, 1.1)];
    const half = up * pen.between(0.7, 0.95) + 20;
    const top = y + 30 - up;
    pen.path(at`M${x - half} 300L${x - half} ${y + 62}L${x} ${top}L${x + half} ${y + 62}V300z`, color);
    pen.path(at`M${x} ${top}L${x + half} ${y + 62}V300H${x + 8}l-10 ${-200 + up}l12 -30z`, pen.shade(color, -0.13), ' stroke="none"');
    if (snow)
      pen.path(
        at`M${x} ${top}l${half * 0.3} ${up * 0.38}l-${half * 0.16} -6l-${half * 0.12} 12l-${half * 0.14} -14l-${half * 0.16} 8z`,
        pen.colors.light,
      );
  }
}

function pines(pen: Pen, count: number, y: number, color: string): void {
  for (let pine = 0; pine < count; pine += 1) {
    const [x, height] = [(pine + pen.between(0, 0.8)) * (240 / count), pen.between(30, 64) * (y > 240 ? 1.3 : 0.8)];
    pen.path(
      at`M${x} ${y - height}l${height * 0.2} ${height * 0.45}h-${height * 0.08}l${height * 0.16} ${height * 0.55 + 16}h-${height * 0.56}l${height * 0.16} -${height * 0.55 + 16}h-${height * 0.08}z`,
      pen.shade(color, pen.between(0, 0.12)),
    );
  }
}

function house(pen: Pen, x: number, y: number, size: number): void {
  const { light, accent, deep } = pen.colors;
  pen.rect(x - 18 * size, y - 22 * size, 36 * size, 24 * size, light);
  pen.path(at`M${x - 23 * size} ${y - 20 * size}l${23 * size} ${-20 * size}l${23 * size} ${20 * size}z`, pen.shade(accent, -0.15));
  pen.rect(x - 4 * size, y - 13 * size, 9 * size, 15 * size, deep);
  pen.rect(x + 8 * size, y - 14 * size, 6 * size, 6 * size, accent);
}

function tree(pen: Pen, x: number, y: number, size: number): void {
  const green = pen.shade(pen.colors.second, pen.between(-0.35, -0.1));
  pen.rect(x - 3 * size, y - 34 * size, 6 * size, 34 * size, pen.colors.deep);
  pen.ellipse(x, y - 52 * size, 24 * size, 30 * size, green);
  pen.ellipse(x - 7 * size, y - 60 * size, 12 * size, 16 * size, pen.shade(green, 0.15), ' stroke="none"');
}
