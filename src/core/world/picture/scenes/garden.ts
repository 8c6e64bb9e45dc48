import { at, type Pen } from '../pen.ts';

const draw = [beds, vegetables, pots, trees, indoor, structures];

/** Plants in front of a quiet sky or wall. */
export function drawGarden(pen: Pen, middle: number, leaf: number): void {
  const { back, accent, second, light } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.gradient(pen.shade(back, 0.2), pen.one(back, pen.shade(accent, 0.6), pen.shade(second, 0.55))));
  if (middle !== 4) pen.circle(pen.between(40, 200), pen.between(46, 100), pen.between(20, 44), pen.one(light, pen.shade(accent, 0.4)));
  draw[middle]?.(pen, leaf);
}

function greens(pen: Pen): string {
  return pen.shade(pen.one(pen.colors.second, pen.colors.second, pen.colors.main), pen.between(-0.35, 0.1));
}

function soil(pen: Pen, y: number): void {
  pen.path(at`M0 ${y + pen.between(-4, 8)}q60 -12 120 0t120 -2V300H0z`, pen.shade(pen.colors.second, -0.4));
}

function flower(pen: Pen, x: number, base: number, height: number, kind: number): void {
  const { light, accent } = pen.colors;
  const color = pen.shade(pen.one(pen.colors.main, accent, pen.colors.main, light), pen.between(-0.05, 0.25));
  const top = base - height;
  const green = greens(pen);
  pen.line(at`M${x} ${base}q${pen.between(-8, 8)} -${height / 2} 0 -${height}`, green, 3);
  pen.leaf(x, base - height * 0.3, 28, 7, pen.one(-50, 50), green);
  if (kind === 0) {
    for (let petal = 0; petal < 5; petal += 1) pen.leaf(x, top, 19, 10, petal * 72, color);
    pen.circle(x, top, 6, color === accent ? light : accent);
  } else if (kind === 1) pen.path(at`M${x - 12} ${top - 14}q6 6 6 10q2 -8 6 -14q4 6 6 14q0 -4 6 -10q6 28 -12 30q-18 -2 -12 -30z`, color);
  else if (kind === 2)
    for (let bud = 0; bud < 5; bud += 1) pen.ellipse(x + (bud % 2 === 0 ? -4 : 4), top + bud * 7, 5, 5, pen.shade(color, bud * 0.06));
  else {
    pen.circle(x, top, 15, color);
    pen.circle(x + 1, top + 1, 9, pen.shade(color, -0.2));
    pen.circle(x + 2, top + 2, 4, pen.shade(color, 0.3));
  }
}

function beds(pen: Pen, leaf: number): void {
  soil(pen, 196);
  const kinds = [
    [0, 2],
    [1, 1],
    [3, 3],
    [0, 3],
    [0, 0],
  ][leaf] ?? [0];
  for (let back = 0; back < 5; back += 1) pen.ellipse(back * 60 + pen.between(-8, 8), 212, 32, pen.between(24, 44), greens(pen));
  for (let row = 0; row < 2; row += 1)
    for (let stem = 0; stem < 4; stem += 1)
      flower(
        pen,
        stem * 60 + 22 + row * 16 + pen.between(-12, 12),
        268 + row * 34,
        pen.between(80, 150) - row * 24,
        kinds[pen.int(kinds.length)] ?? 0,
      );
  for (let front = 0; front < 8; front += 1)
    pen.leaf(front * 32 + pen.between(-6, 14), 306, pen.between(30, 56), 9, pen.int(50) - 25, greens(pen));
}

function vegetables(pen: Pen, leaf: number): void {
  const { main, accent, deep, ground } = pen.colors;
  pen.rect(0, 196, 240, 104, pen.shade(ground, -0.08));
  const fruit = pen.one(main, accent);
  if (leaf === 0)
    for (const x of [66, 124, 182]) {
      pen.line(at`M${x} 240V62`, pen.shade(deep, 0.3), 4);
      for (let side = 0; side < 7; side += 1) pen.leaf(x, 220 - side * 22, pen.between(30, 46), 13, side % 2 === 0 ? 58 : -58, greens(pen));
      for (let tomato = 0; tomato < 4; tomato += 1)
        pen.circle(x + pen.one(-13, 13), 208 - tomato * 32 + pen.between(-8, 8), pen.between(8, 12), fruit);
    }
  else
    for (let row = 0; row < 2; row += 1)
      for (let head = 0; head < 4; head += 1) {
        const [x, y] = [34 + head * 58, 178 + row * 48];
        const green = greens(pen);
        for (let blade = -3; blade <= 3; blade += 1)
          pen.leaf(x, y + 20, pen.between(46, 66) - Math.abs(blade) * 5, leaf === 1 ? 6 : 13, blade * 24, green);
        if (leaf === 4) pen.path(at`M${x - 11} ${y + 16}q11 -8 22 0q-2 30 -11 44q-9 -14 -11 -44z`, fruit);
      }
  pen.rect(10, 240, 220, 50, pen.shade(main, -0.25), 3);
  for (const y of [256, 272]) pen.line(at`M10 ${y}h220`, pen.shade(main, -0.45), 2);
  for (const x of [10, 216]) pen.rect(x, 232, 14, 62, pen.shade(main, -0.4), 2);
}

function pots(pen: Pen, leaf: number): void {
  const { light, deep, ground, accent, main } = pen.colors;
  pen.rect(0, 238, 240, 62, ground);
  if (leaf === 4) for (let wall = 0; wall < 8; wall += 1) tuft(pen, 40 + (wall % 4) * 54, 110 + Math.floor(wall / 4) * 76, 0.8);
  else if (leaf === 2) {
    pen.rect(44, 30, 152, 150, pen.gradient(pen.shade(main, 0.45), light), 3, ` stroke="#${light}" stroke-width="8"`);
    pen.path('M120 30v150M44 104h152', light, ` stroke="#${light}" stroke-width="5"`);
    for (let plant = 0; plant < 5; plant += 1) tuft(pen, 52 + plant * 34, 196, 1);
    for (let bloom = 0; bloom < 9; bloom += 1) pen.circle(pen.between(40, 200), pen.between(160, 190), 7, pen.one(accent, main));
    pen.rect(34, 192, 172, 38, pen.shade(accent, -0.2), 4);
    return;
  } else if (leaf === 0) for (let bar = 0; bar < 9; bar += 1) pen.rect(bar * 29, 150, 3, 110, deep, 0, ' opacity=".55"');
  if (leaf === 0) pen.rect(0, 146, 240, 7, deep, 3, ' opacity=".7"');
  const spots = [
    [54, 262, 1.1],
    [188, 258, 1.25],
    [120, 282, 1],
  ] as const;
  for (const [x, y, size] of spots) potted(pen, x + pen.between(-8, 8), y, size);
}

function potted(pen: Pen, x: number, y: number, size: number): void {
  const { light } = pen.colors;
  const color = pen.one(pen.colors.accent, pen.colors.main, pen.shade(light, -0.12));
  pen.shadow(x, y, 32 * size);
  const kind = pen.int(4);
  const top = y - 42 * size;
  if (kind === 0)
    for (let stem = -1; stem <= 1; stem += 1) flower(pen, x + stem * 16 * size, top + 6, pen.between(50, 84) * size, pen.int(4));
  else if (kind === 1) {
    pen.rect(x - 3, top - 54 * size, 6, 56 * size, pen.colors.deep);
    pen.circle(x, top - 66 * size, 32 * size, greens(pen));
    for (let fruit = 0; fruit < 5; fruit += 1)
      pen.circle(x + pen.between(-20, 20) * size, top + pen.between(-86, -48) * size, 5, pen.colors.accent);
  } else {
    const green = greens(pen);
    for (let blade = -4; blade <= 4; blade += 1)
      pen.leaf(x, top + 4, pen.between(50, 86) * size, (kind === 2 ? 6 : 13) * size, blade * 17, pen.shade(green, blade > 0 ? 0.12 : 0));
  }
  pen.path(at`M${x - 27 * size} ${top}h${54 * size}l${-8 * size} ${42 * size}h${-38 * size}z`, color);
  pen.rect(x - 30 * size, top - 5 * size, 60 * size, 12 * size, pen.shade(color, -0.12), 3);
}

function tuft(pen: Pen, x: number, y: number, size: number): void {
  const green = greens(pen);
  for (let blade = -2; blade <= 2; blade += 1) pen.leaf(x, y, 40 * size, 10 * size, blade * 34, green);
}

function trees(pen: Pen, leaf: number): void {
  const { deep, accent, main, second } = pen.colors;
  pen.path(at`M0 ${pen.between(214, 232)}q80 -30 150 -8t90 -6V300H0z`, pen.shade(second, 0.15));
  pen.path('M0 262q90 -24 240 0v38H0z', pen.shade(second, -0.15));
  if (leaf === 1) for (let bush = 0; bush < 5; bush += 1) pen.rect(bush * 50 - 8, pen.between(150, 178), 56, 110, greens(pen), 22);
  else if (leaf === 3)
    for (const x of [58, 124, 188]) {
      const top = pen.between(70, 120);
      pen.rect(x - 4, 250, 8, 16, deep);
      pen.path(at`M${x} ${top}q${pen.between(26, 44)} 70 34 150q-34 12 -68 0q-8 -80 34 -150z`, greens(pen));
    }
  else if (leaf === 4) {
    pen.path('M52 280V130a68 68 0 0 1 136 0v150', 'none', ` stroke="#${deep}" stroke-width="6"`);
    for (let bloom = 0; bloom < 22; bloom += 1) {
      const turn = pen.between(0, 1);
      const [x, y] = turn < 0.35 ? [52, 280 - turn * 420] : turn > 0.65 ? [188, 280 - (1 - turn) * 420] : [52 + (turn - 0.35) * 453, 74];
      if (bloom % 2 === 0) pen.leaf(x, y, 30, 10, pen.int(360), greens(pen));
      else pen.circle(x + pen.between(-12, 12), y + pen.between(-12, 14), 8, pen.one(main, accent));
    }
  } else {
    const [x, y] = [pen.between(104, 136), pen.between(112, 130)];
    pen.shadow(x, 266, 74, 9);
    pen.path(at`M${x - 8} 266q6 -50 -4 -100l8 -30l10 34q-4 50 4 96z`, deep);
    const green = pen.one(greens(pen), leaf === 2 ? accent : greens(pen));
    for (const [across, down, size] of [
      [-40, 16, 38],
      [38, 18, 40],
      [0, -28, 46],
      [0, 22, 44],
    ] as const)
      pen.circle(x + across, y + down, size + pen.between(-5, 5), pen.shade(green, pen.between(-0.12, 0.16)));
    for (let fruit = 0; fruit < 10; fruit += 1)
      pen.circle(x + pen.between(-60, 60), y + pen.between(-48, 48), leaf === 0 ? 6 : 4, leaf === 0 ? pen.colors.main : pen.colors.light);
  }
}

function indoor(pen: Pen, leaf: number): void {
  const { back, ground, light, accent, main, deep } = pen.colors;
  pen.rect(0, 236, 240, 64, ground);
  pen.path(at`M${pen.between(0, 60)} 30h70l50 200h-70z`, light, ' opacity=".4" stroke="none"');
  if (leaf === 2)
    for (const x of [72, 168]) {
      const y = pen.between(80, 120);
      pen.line(at`M${x} 0L${x - 22} ${y}M${x} 0L${x + 22} ${y}`, deep, 2);
      for (let trail = -3; trail <= 3; trail += 1) {
        pen.line(at`M${x + trail * 7} ${y + 20}q${trail * 8} 20 ${trail * 6} ${pen.between(50, 110)}`, greens(pen), 3);
        pen.leaf(x + trail * 7, y + 6, 34, 9, trail * 26, greens(pen));
        pen.leaf(x + trail * 12, y + pen.between(40, 80), 20, 7, 160 + trail * 12, greens(pen));
      }
      pen.path(at`M${x - 28} ${y}h56q-4 36 -28 36t-28 -36z`, pen.one(accent, main));
    }
  else if (leaf === 3 || leaf === 4) {
    const jars = leaf === 3 ? [120] : [54, 120, 186];
    for (const x of jars) {
      const size = leaf === 3 ? 1.9 : 1;
      pen.shadow(x, 252, 36 * size);
      for (let blade = -2; blade <= 2; blade += 1)
        pen.leaf(x, leaf === 3 ? 236 : 214, pen.between(50, 76) * (leaf === 3 ? 1.3 : 1), 14, blade * 24, greens(pen));
      pen.path(
        at`M${x - 12 * size} ${252 - 74 * size}h${24 * size}v${16 * size}q${16 * size} ${8 * size} ${16 * size} ${30 * size}q0 ${28 * size} ${-12 * size} ${28 * size}h${-32 * size}q${-12 * size} 0 ${-12 * size} ${-28 * size}q0 ${-22 * size} ${16 * size} ${-30 * size}z`,
        light,
        ' opacity=".5"',
      );
      if (leaf === 3) pen.ellipse(x, 244, 44, 12, pen.shade(deep, 0.3));
    }
  } else if (leaf === 1)
    for (const [x, y] of [
      [66, 258],
      [134, 270],
      [194, 254],
    ] as const) {
      pen.shadow(x, y, 30);
      if (pen.chance(0.5)) for (let blade = 0; blade < 9; blade += 1) pen.leaf(x, y - 44, 36, 10, blade * 40, pen.shade(greens(pen), 0.2));
      else pen.rect(x - 17, y - pen.between(90, 130), 34, 100, greens(pen), 17);
      pen.path(at`M${x - 26} ${y - 38}h52l-7 38h-38z`, pen.one(accent, main, light));
    }
  else {
    const green = greens(pen);
    const x = pen.between(108, 132);
    pen.shadow(x, 272, 56, 8);
    for (let blade = -4; blade <= 4; blade += 1)
      pen.leaf(x, 206, pen.between(92, 150), pen.between(18, 28), blade * 19, pen.shade(green, ((blade + 4) % 3) * 0.14));
    for (let blade = -4; blade <= 4; blade += 2) pen.leaf(x, 206, 90, 1, blade * 19, pen.shade(green, 0.45));
    const pot = pen.one(accent, main, light);
    pen.path(at`M${x - 44} 202h88l-12 70h-64z`, pen.cloth(pot, pen.shade(pot, -0.14)));
    pen.rect(x - 48, 194, 96, 16, pen.shade(pot, -0.12), 4);
    pen.rect(0, 296, 240, 4, back);
  }
}

function structures(pen: Pen, leaf: number): void {
  const { light, deep, main, accent, second } = pen.colors;
  for (let bush = 0; bush < 7; bush += 1) pen.ellipse(bush * 40, 196, 34, pen.between(24, 52), greens(pen));
  pen.rect(0, 198, 240, 102, pen.shade(second, 0.1));
  if (leaf === 0) {
    pen.path('M70 300q10 -60 46 -70t2 -34h22q24 24 -2 42t42 62z', pen.shade(accent, 0.5));
    for (let stone = 0; stone < 6; stone += 1)
      pen.ellipse(112 + (stone % 2) * 18 - stone, 290 - stone * 16, 22 - stone * 2.6, 6, pen.shade(deep, 0.5));
  } else if (leaf === 1 || leaf === 4) {
    const [left, top] = [56, 138];
    pen.path(at`M${left - 8} ${top}l72 -56l72 56z`, leaf === 1 ? pen.shade(light, -0.05) : pen.shade(main, -0.3));
    pen.rect(left, top, 128, 106, leaf === 1 ? pen.shade(main, 0.55) : main);
    if (leaf === 1)
      pen.path(
        at`M${left} ${top}h128v106h-128zM${left + 32} ${top}v106M${left + 64} 82v162M${left + 96} ${top}v106M${left} ${top + 48}h128`,
        'none',
        ` stroke="#${light}" stroke-width="5"`,
      );
    else for (let board = 1; board < 8; board += 1) pen.line(at`M${left + board * 16} ${top}v106`, pen.shade(main, -0.2), 2);
    pen.rect(104, 176, 34, 68, leaf === 1 ? pen.shade(second, -0.2) : pen.shade(deep, 0.2), 2);
  } else if (leaf === 3) {
    pen.ellipse(120, 252, 96, 32, pen.shade(deep, 0.45));
    pen.ellipse(120, 250, 86, 26, pen.gradient(pen.shade(main, 0.4), pen.shade(main, -0.1)));
    for (let lily = 0; lily < 5; lily += 1) pen.ellipse(pen.between(56, 180), pen.between(238, 264), 12, 5, greens(pen));
  } else {
    pen.shadow(120, 274, 90);
    for (const y of [176, 194, 226]) pen.rect(40, y, 160, 11, pen.shade(main, y === 226 ? -0.1 : -0.25), 3);
    for (const x of [50, 182]) pen.path(at`M${x} 172h8v102h-8z`, deep);
    pen.rect(60, 198, 40, 28, pen.cloth(accent, light), 6);
  }
  for (const x of [12, 226]) for (let stem = 0; stem < 2; stem += 1) flower(pen, x + stem * 12 - 6, 304, pen.between(50, 96), pen.int(4));
}
