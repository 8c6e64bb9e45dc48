import { at, type Pen } from '../pen.ts';

const draw = [wedding, birthday, winter, season, table, gifts];

/** Flowers, cakes, candles and parcels in warm light. */
export function drawCelebration(pen: Pen, middle: number, leaf: number): void {
  const { back, ground, accent, light, second } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.gradient(back, pen.one(back, pen.shade(accent, 0.6), pen.shade(second, 0.55))));
  const lights = pen.int(3);
  if (lights === 0)
    for (let dot = 0; dot < 8; dot += 1)
      pen.circle(pen.between(0, 240), pen.between(0, 200), pen.between(3, 11), light, ' opacity=".35" stroke="none"');
  else if (lights === 1) strings(pen);
  else pen.circle(120, 136, 104, light, ' opacity=".4" stroke="none"');
  if (middle !== 2) pen.rect(0, 236, 240, 64, ground);
  draw[middle]?.(pen, leaf);
}

function strings(pen: Pen): void {
  const { deep, accent, light } = pen.colors;
  for (const y of [16, 44]) {
    pen.line(at`M0 ${y}q120 44 240 0`, deep, 2, ' opacity=".5"');
    for (let bulb = 1; bulb < 6; bulb += 1) {
      const [x, drop] = [bulb * 40, y + 22 * (1 - ((bulb - 3) / 3) ** 2)];
      pen.circle(x, drop + 6, 10, light, ' opacity=".4" stroke="none"');
      pen.circle(x, drop + 6, 4.5, accent);
    }
  }
}

function bloom(pen: Pen, x: number, y: number, size: number): void {
  const color = pen.shade(pen.one(pen.colors.main, pen.colors.accent, pen.colors.light), pen.between(0, 0.3));
  pen.circle(x, y, size, color);
  pen.circle(x + size * 0.12, y + size * 0.1, size * 0.62, pen.shade(color, -0.16));
  if (size > 8) pen.circle(x + size * 0.2, y + size * 0.02, size * 0.34, pen.shade(color, 0.3));
}

function wedding(pen: Pen, leaf: number): void {
  const { light, accent, second, deep } = pen.colors;
  if (leaf === 2) {
    cake(pen, 3);
    return;
  }
  if (leaf === 3) {
    pen.path('M46 270V120a74 74 0 0 1 148 0v150', 'none', ` stroke="#${pen.shade(deep, 0.3)}" stroke-width="7"`);
    for (let flowers = 0; flowers < 12; flowers += 1) {
      const share = flowers / 11;
      const [x, y] =
        share < 0.3
          ? [46, 240 - share * 400]
          : share > 0.7
            ? [194, 120 + (share - 0.7) * 400]
            : [46 + (share - 0.3) * 370, 64 + Math.abs(share - 0.5) * 220];
      pen.leaf(x, y, 34, 10, pen.int(360), pen.shade(second, -0.2));
      bloom(pen, x + pen.between(-8, 8), y, pen.between(9, 16));
    }
    pen.path('M96 300l14 -60h20l14 60z', light);
    return;
  }
  if (leaf === 4) {
    for (const [x, turn] of [
      [50, -8],
      [96, 7],
    ] as const) {
      pen.open(`transform="rotate(${turn} 120 150)"`);
      pen.rect(x, 70, 104, 150, light, 2);
      pen.rect(x + 8, 78, 88, 134, 'none', 2, ` stroke="#${accent}" stroke-width="1.5"`);
      for (let stem = 0; stem < 5; stem += 1) pen.leaf(x + 52, 124, 30, 8, stem * 40 - 80, second);
      bloom(pen, x + 52, 122, 12);
      for (let line = 0; line < 4; line += 1) pen.rect(x + 52 - (30 - line * 5), 150 + line * 14, 60 - line * 10, 3, pen.shade(deep, 0.4));
      pen.close();
    }
    return;
  }
  if (leaf === 1) {
    dining(pen);
    return;
  }
  pen.path('M92 176l18 100h20l18 -100z', pen.shade(second, -0.35));
  for (let stem = 0; stem < 13; stem += 1)
    pen.leaf(120, 180, pen.between(80, 124), 13, stem * 18 - 108, pen.shade(second, pen.between(-0.3, 0.2)));
  for (let flowers = 0; flowers < 9; flowers += 1) bloom(pen, 120 + pen.between(-62, 62), 128 + pen.between(-46, 46), pen.between(14, 25));
  pen.path('M96 196q24 10 48 0v22q-24 8 -48 0z', light);
  pen.path('M118 208q-40 10 -30 64l14 -8q0 -34 24 -50zM122 208q40 14 26 60l-12 -10q0 -30 -20 -44z', pen.shade(accent, 0.3));
}

function cake(pen: Pen, layers: number): void {
  const { light, accent, main, second, deep } = pen.colors;
  const icing = pen.one(light, pen.shade(main, 0.5), pen.shade(second, 0.5));
  pen.shadow(120, 272, 88);
  pen.path('M110 252h20l14 22h-48z', pen.shade(light, -0.15));
  pen.ellipse(120, 250, 94, 12, pen.shade(light, -0.08));
  for (let layer = 0; layer < layers; layer += 1) {
    const [half, top] = [76 - layer * 21, 198 - layer * 50];
    pen.rect(120 - half, top, half * 2, 52, pen.shade(icing, -layer * 0.03), 6);
    const drip = pen.shade(pen.strong(), 0.2);
    pen.path(
      at`M${120 - half} ${top + 5}h${half * 2}v${pen.between(10, 18)}q-${half / 4} 18 -${half / 2} 0t-${half / 2} 2t-${half / 2} -2t-${half / 2} 0z`,
      drip,
    );
    for (let dot = 0; dot < 3; dot += 1) bloom(pen, 120 - half + 16 + dot * ((half * 2 - 32) / 2), top + 46, 6);
  }
  const top = 198 - (layers - 1) * 50;
  if (layers < 3)
    for (let candle = -2; candle <= 2; candle += 1) {
      pen.rect(118 + candle * 17, top - 32, 5, 34, pen.cloth(candle % 2 === 0 ? main : accent, light, 1));
      pen.leaf(120 + candle * 17, top - 33, 17, 6, 0, accent);
    }
  else
    for (let flowers = -1; flowers <= 1; flowers += 1) {
      pen.leaf(120, top, 36, 10, flowers * 50, pen.shade(second, -0.2));
      bloom(pen, 120 + flowers * 15, top - 8 + Math.abs(flowers) * 5, 13);
    }
  pen.rect(0, 299, 240, 1, deep, 0, ' opacity=".1"');
}

function birthday(pen: Pen, leaf: number): void {
  const { light, deep } = pen.colors;
  if (leaf === 0 || leaf === 3) {
    bunting(pen, 30);
    cake(pen, leaf === 3 ? 2 : 1 + pen.int(2));
    return;
  }
  if (leaf === 4) bunting(pen, 30);
  const count = leaf === 1 ? 8 : 6;
  for (let balloon = 0; balloon < count; balloon += 1) {
    const [x, y, size] = [30 + ((balloon * 61) % 180) + pen.between(-10, 10), pen.between(64, 166), pen.between(20, 32)];
    const color = pen.shade(pen.strong(), pen.between(0, 0.35));
    pen.line(at`M${x} ${y + size}Q${x + pen.between(-16, 16)} ${y + 70} 120 290`, deep, 1.5, ' opacity=".45"');
    pen.path(at`M${x - 4} ${y + size * 1.22}l4 -6l4 6z`, color);
    pen.ellipse(x, y, size * 0.92, size * 1.1, color);
    pen.ellipse(x - size * 0.3, y - size * 0.4, size * 0.18, size * 0.3, light, ' opacity=".6" stroke="none"');
  }
  if (leaf === 2) parcel(pen, 120, 284, 0.8);
}

function bunting(pen: Pen, y: number): void {
  pen.line(at`M0 ${y}q120 56 240 0`, pen.colors.deep, 2);
  for (let flag = 0; flag < 7; flag += 1) {
    const drop = y + 28 * (1 - ((flag - 3) / 3.5) ** 2);
    pen.path(at`M${4 + flag * 34} ${drop}h28l-14 32z`, pen.strong());
  }
}

function winter(pen: Pen, leaf: number): void {
  const { light, accent, second, main, deep } = pen.colors;
  const green = pen.shade(second, -0.3);
  if (leaf === 0) {
    pen.circle(120, 148, 70, 'none', ` stroke="#${pen.shade(green, -0.1)}" stroke-width="12"`);
    for (let sprig = 0; sprig < 15; sprig += 1) {
      const turn = sprig * 24;
      pen.open(`transform="rotate(${turn} 120 148)"`);
      pen.leaf(120, 82, pen.between(28, 42), 8, pen.one(60, 110, 85), pen.shade(green, pen.between(-0.1, 0.3)));
      if (sprig % 3 === 0) pen.circle(120, pen.between(72, 86), pen.between(5, 9), pen.one(accent, main));
      pen.close();
    }
    pen.path('M120 222q-38 -22 -42 4t42 4q38 18 42 -6t-42 -2zM114 228l-20 52l16 -6l10 -42l12 44l16 4l-22 -52z', pen.one(main, accent));
  } else if (leaf === 1) {
    pen.rect(0, 250, 240, 50, pen.shade(light, -0.06));
    pen.rect(112, 240, 16, 30, deep);
    for (let tier = 0; tier < 4; tier += 1)
      pen.path(
        at`M120 ${46 + tier * 36}l${34 + tier * 16} ${74 + tier * 6}q-${34 + tier * 16} 16 -${68 + tier * 32} 0z`,
        pen.shade(green, 0.18 - tier * 0.06),
      );
    for (let bauble = 0; bauble < 9; bauble += 1) {
      const down = pen.between(0.2, 1);
      pen.circle(120 + pen.between(-74, 74) * down * 0.86, 60 + down * 176, pen.between(5, 8), pen.one(accent, main, light));
    }
    pen.path('M120 26l6 14l15 1l-12 10l4 15l-13 -8l-13 8l4 -15l-12 -10l15 -1z', accent);
    parcel(pen, 190, 286, 0.6);
  } else if (leaf === 2)
    for (let bauble = 0; bauble < 5; bauble += 1) {
      const [x, y, size] = [36 + bauble * 42, pen.between(90, 220), pen.between(22, 32)];
      const color = pen.strong();
      pen.line(at`M${x} 0v${y - size}`, deep, 2);
      pen.rect(x - 5, y - size - 7, 10, 9, accent, 2);
      pen.circle(x, y, size, pen.cloth(color, pen.shade(color, 0.4)));
      pen.circle(x - size * 0.35, y - size * 0.35, size * 0.2, light, ' opacity=".6" stroke="none"');
    }
  else if (leaf === 3)
    for (let box = 0; box < 16; box += 1) {
      const [x, y] = [22 + (box % 4) * 51, 30 + Math.floor(box / 4) * 60];
      pen.rect(x, y, 43, 44, pen.shade(pen.strong(), pen.between(-0.1, 0.5)), 4);
      if (pen.chance(0.5)) pen.circle(x + 21, y + 22, 10, light);
      else pen.leaf(x + 21, y + 36, 28, 10, 0, light);
    }
  else dining(pen);
}

function season(pen: Pen, leaf: number): void {
  const { light, accent, main, second, deep } = pen.colors;
  if (leaf === 2) {
    for (const [x, y, size] of [
      [84, 232, 52],
      [166, 244, 40],
      [122, 262, 30],
    ] as const) {
      const color = pen.shade(pen.one(accent, main, light), -0.04);
      pen.shadow(x, y + size * 0.8, size);
      for (const part of [-0.55, 0.55, 0])
        pen.ellipse(x + part * size, y, size * 0.6, size * 0.78, pen.shade(color, part === 0 ? 0.12 : -0.08));
      pen.line(at`M${x} ${y - size * 0.7}q2 -16 12 -20`, pen.shade(second, -0.4), 7);
    }
    for (let wheat = 0; wheat < 5; wheat += 1)
      pen.leaf(120 + (wheat - 2) * 18, 180, pen.between(60, 100), 7, (wheat - 2) * 14, pen.shade(accent, 0.3));
  } else if (leaf === 3)
    for (let heart = 0; heart < 6; heart += 1) {
      const [x, y] = [30 + heart * 36, 96 + (heart % 2) * 56 + pen.between(-18, 18)];
      pen.line(at`M${x} 0V${y}`, deep, 1.5, ' opacity=".5"');
      const s = pen.between(0.8, 1.25);
      pen.path(
        at`M${x} ${y}q${-8 * s} ${-16 * s} ${-22 * s} ${-6 * s}q${-10 * s} ${20 * s} ${22 * s} ${40 * s}q${32 * s} ${-20 * s} ${22 * s} ${-40 * s}q${-14 * s} ${-10 * s} ${-22 * s} ${6 * s}z`,
        pen.shade(pen.one(main, accent), pen.between(0, 0.3)),
      );
    }
  else if (leaf === 1)
    for (let lantern = 0; lantern < 6; lantern += 1) {
      const [x, y] = [34 + lantern * 36, 70 + ((lantern * 47) % 110)];
      pen.line(at`M${x} 0V${y - 28}`, deep, 1.5);
      const color = pen.shade(pen.strong(), 0.3);
      pen.circle(x, y, 40, light, ' opacity=".22" stroke="none"');
      pen.ellipse(x, y, 25, 28, color);
      for (const across of [9, 18]) pen.ellipse(x, y, across, 28, 'none', ` stroke="#${pen.shade(color, -0.18)}" stroke-width="1.5"`);
    }
  else if (leaf === 4) {
    for (let spark = 0; spark < 20; spark += 1)
      pen.line(
        at`M120 110L${120 + pen.between(-100, 100)} ${110 + pen.between(-90, 90)}`,
        pen.one(accent, main, light),
        2,
        ' opacity=".6"',
      );
    for (const x of [84, 156]) {
      pen.path(at`M${x - 22} 130h44q0 62 -18 72v50h18v10h-44v-10h18v-50q-18 -10 -18 -72z`, light, ' opacity=".75"');
      pen.path(at`M${x - 20} 156h40q-2 34 -16 42h-8q-14 -8 -16 -42z`, accent);
    }
  } else {
    for (let branch = -3; branch <= 3; branch += 1) {
      pen.line(at`M120 200Q${120 + branch * 18} 130 ${120 + branch * 30} ${70 + Math.abs(branch) * 12}`, pen.shade(deep, 0.2), 3);
      for (let bud = 0; bud < 3; bud += 1)
        for (let petal = 0; petal < 3; petal += 1)
          pen.leaf(
            120 + branch * (16 + bud * 7),
            150 - bud * 32 + Math.abs(branch) * 6,
            14,
            7,
            petal * 120 + bud * 30,
            pen.shade(main, 0.4),
          );
    }
    pen.path('M98 190h44q-4 24 8 40t-10 36h-40q-22 -20 -10 -36t8 -40z', pen.cloth(accent, light));
    for (const egg of [56, 180, 204]) pen.ellipse(egg, 262, 14, 18, pen.cloth(pen.strong(), light, 1 + pen.int(3)));
  }
}

function dining(pen: Pen): void {
  const { light, accent, main, second, deep } = pen.colors;
  const cloth = pen.strong();
  pen.path('M20 210h200l30 90H-10z', pen.cloth(pen.shade(light, -0.03), pen.shade(cloth, 0.5), pen.one(0, 1, 2)));
  for (let flowers = 0; flowers < 7; flowers += 1) {
    const x = 40 + flowers * 27;
    pen.leaf(x, 226, 34, 10, pen.int(160) - 80, pen.shade(second, -0.2));
    if (flowers % 2 === 0) bloom(pen, x, 216, pen.between(9, 15));
  }
  for (const x of [64, 120, 176]) {
    const top = pen.between(96, 140);
    pen.circle(x, top - 14, 36, light, ' opacity=".35" stroke="none"');
    pen.rect(x - 5, top, 10, 206 - top, pen.one(light, accent, main), 2);
    pen.leaf(x, top - 1, 25, 8, 0, accent);
    pen.path(at`M${x - 16} 224q16 -6 32 0l-6 -22h-20z`, pen.shade(deep, 0.3));
  }
  for (const x of [46, 192]) {
    pen.ellipse(x, 268, 42, 13, pen.shade(main, 0.3));
    pen.ellipse(x, 266, 34, 10, light);
    pen.path(at`M${x - 9} 268l9 -20l9 20z`, accent);
  }
}

function table(pen: Pen, leaf: number): void {
  const { light, accent, main, second, deep } = pen.colors;
  if (leaf < 2 || leaf === 3) {
    dining(pen);
    return;
  }
  if (leaf === 4) {
    for (const x of [58, 122, 186]) {
      pen.shadow(x, 256, 24);
      const color = pen.shade(pen.strong(), 0.2);
      pen.path(at`M${x - 24} 132h48q2 56 -19 66v46h15v10h-30v-10h15v-46q-21 -10 -29 -66z`, light, ' opacity=".7"');
      pen.path(at`M${x - 22} 154h44q-2 32 -17 42h-10q-15 -10 -17 -42z`, color);
      pen.circle(x + 22, 134, 14, accent);
      pen.circle(x + 22, 134, 10, pen.shade(accent, 0.4));
    }
    return;
  }
  pen.circle(124, 162, 104, deep, ' opacity=".14" stroke="none"');
  pen.circle(120, 154, 102, pen.shade(accent, -0.25));
  pen.circle(120, 154, 96, pen.shade(accent, -0.1));
  for (let piece = 0; piece < 9; piece += 1) {
    const [x, y] = [72 + (piece % 3) * 48 + pen.between(-6, 6), 106 + Math.floor(piece / 3) * 48];
    const kind = pen.int(4);
    if (kind === 0) pen.path(at`M${x - 18} ${y + 12}l30 -26l8 28z`, pen.shade(light, -0.05));
    else if (kind === 1)
      for (let grape = 0; grape < 6; grape += 1) pen.circle(x - 9 + (grape % 3) * 9, y - 6 + Math.floor(grape / 3) * 9, 6.5, main);
    else if (kind === 2) pen.circle(x, y, 16, pen.shade(main, 0.45), ` stroke="#${main}" stroke-width="4"`);
    else for (let sprig = 0; sprig < 4; sprig += 1) pen.leaf(x, y + 10, 28, 8, sprig * 30 - 45, second);
  }
}

function parcel(pen: Pen, x: number, base: number, size: number): void {
  const { light } = pen.colors;
  const paper = pen.strong();
  const ribbon = pen.one(light, pen.shade(pen.strong(), -0.3));
  const [wide, high] = [pen.between(48, 60) * size, pen.between(70, 100) * size];
  pen.shadow(x, base, wide + 6);
  pen.rect(x - wide, base - high, wide * 2, high, pen.cloth(paper, pen.shade(paper, 0.4)), 3);
  pen.rect(x - 6 * size, base - high, 12 * size, high, ribbon);
  pen.rect(x - wide, base - high * 0.62, wide * 2, 11 * size, ribbon);
  for (const side of [-1, 1])
    pen.path(
      at`M${x} ${base - high}q${side * 8 * size} -${40 * size} ${side * 36 * size} -${30 * size}q${side * 14 * size} ${18 * size} -${side * 36 * size} ${30 * size}z`,
      ribbon,
    );
}

function gifts(pen: Pen, leaf: number): void {
  const { second, accent } = pen.colors;
  if (leaf === 1)
    for (const x of [62, 126, 188]) {
      const [top, color] = [pen.between(140, 170), pen.strong()];
      pen.shadow(x, 268, 30);
      pen.rect(x - 28, top, 56, 266 - top, pen.shade(color, 0.25), 10);
      pen.rect(x - 24, top - 14, 48, 17, pen.cloth(accent, pen.colors.light, 2), 4);
      pen.rect(x - 20, top + 30, 40, 34, pen.colors.light, 3);
      pen.leaf(x, top + 60, 24, 8, 0, second);
    }
  else {
    parcel(pen, pen.between(80, 96), 262, pen.between(1, 1.2));
    parcel(pen, pen.between(172, 186), 272, pen.between(0.72, 0.9));
    if (pen.chance(0.5)) parcel(pen, 132, 288, 0.55);
  }
  for (let sprig = 0; sprig < 4; sprig += 1) pen.leaf(pen.between(20, 60), 290, 44, 9, sprig * 30 - 40, pen.shade(second, -0.2));
}
