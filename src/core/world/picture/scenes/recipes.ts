import { at, type Pen } from '../pen.ts';

const draw = [breakfast, soup, dinner, baking, dessert];

/** A table from above with a plate and what belongs beside it; drinks stand. */
export function drawRecipe(pen: Pen, middle: number, leaf: number): void {
  const { back, ground, second, deep } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.one(back, ground, pen.shade(second, 0.4)));
  if (middle === 5) {
    drink(pen, leaf);
    return;
  }
  const tilt = pen.int(50) - 25;
  const cloth = pen.strong();
  pen.rect(
    pen.between(30, 60),
    -30,
    130,
    380,
    pen.cloth(pen.shade(cloth, 0.55), pen.shade(cloth, 0.2), 1 + pen.int(3)),
    2,
    ` transform="rotate(${tilt} 120 150)"`,
  );
  const side = pen.chance(0.5) ? 34 : 206;
  pen.open(`transform="rotate(${pen.int(14) - 7} 120 150)"`);
  pen.line(at`M${side} 130v110`, pen.shade(deep, 0.35), 5);
  pen.ellipse(side, 116, 9, 17, pen.shade(deep, 0.35));
  pen.close();
  sideDish(pen, pen.chance(0.5) ? 52 : 190, pen.one(40, 258));
  herbs(pen, pen.chance(0.5) ? 30 : 212, pen.one(262, 44));
  const [x, y] = [pen.between(112, 128), pen.between(142, 160)];
  pen.circle(x + 4, y + 8, 88, deep, ' opacity=".14" stroke="none"');
  draw[middle]?.(pen, leaf, x, y);
}

function plate(pen: Pen, x: number, y: number, size: number): void {
  const { light, second, main } = pen.colors;
  const rim = pen.one(light, light, pen.shade(second, 0.5), pen.shade(main, 0.3));
  pen.circle(x, y, size, rim);
  pen.circle(x, y, size * 0.76, pen.shade(rim, rim === light ? -0.06 : 0.35));
}

function breakfast(pen: Pen, leaf: number, x: number, y: number): void {
  const { light, accent, main } = pen.colors;
  plate(pen, x, y, 86);
  if (leaf === 2) {
    for (let layer = 0; layer < 4; layer += 1)
      pen.circle(x + layer * 2, y - layer * 4, 56 - layer * 2, pen.shade(accent, layer % 2 === 0 ? -0.2 : 0.25));
    pen.rect(x - 8, y - 28, 24, 18, light, 4);
    berries(pen, x, y + 24, 6, 30);
  } else if (leaf === 1 || leaf === 4) {
    pen.circle(x, y, 58, pen.shade(light, -0.1));
    pen.path(at`M${x - 54} ${y + 8}a55 55 0 0 0 108 0q-50 -34 -108 0z`, pen.shade(accent, 0.25));
    berries(pen, x - 14, y - 16, 9, 34);
  } else {
    pen.rect(x - 50, y - 42, 84, 84, pen.shade(accent, -0.25), 22, ` transform="rotate(${pen.int(30)} ${Math.round(x)} ${Math.round(y)})"`);
    pen.rect(x - 44, y - 36, 72, 72, pen.shade(accent, 0.35), 18, ` transform="rotate(${pen.int(30)} ${Math.round(x)} ${Math.round(y)})"`);
    pen.path(at`M${x - 36} ${y}q-8 -40 28 -38t40 26t-14 44t-54 -32z`, light);
    pen.circle(x - 2, y - 2, 15, accent);
    pen.circle(x - 6, y - 6, 4, pen.shade(accent, 0.6));
    for (let sprig = 0; sprig < 5; sprig += 1)
      pen.leaf(x + pen.between(-40, 40), y + pen.between(10, 44), 18, 6, pen.int(360), pen.shade(main, -0.1));
  }
}

function soup(pen: Pen, leaf: number, x: number, y: number): void {
  const { light, accent, main, second, deep } = pen.colors;
  const rim = pen.one(light, pen.shade(main, -0.2), pen.shade(deep, 0.2));
  pen.circle(x, y, 84, rim);
  pen.circle(x, y, 72, pen.shade(rim, -0.15));
  if (leaf >= 3) {
    for (let ring = 0; ring < 22; ring += 1)
      pen.leaf(
        x + pen.between(-34, 34),
        y + pen.between(-34, 34),
        36,
        12,
        ring * 49 + pen.int(30),
        pen.shade(pen.one(second, main), pen.between(-0.2, 0.35)),
      );
    berries(pen, x, y, 7, 44);
    return;
  }
  const broth = pen.one(accent, main, second);
  pen.circle(x, y + 2, 66, pen.gradient(pen.shade(broth, 0.15), pen.shade(broth, -0.08)));
  if (leaf === 2)
    for (let strand = 0; strand < 7; strand += 1)
      pen.line(
        at`M${x - 46} ${y - 18 + strand * 8}q22 ${pen.between(-18, 18)} 46 0t46 ${pen.between(-10, 10)}`,
        pen.shade(light, -0.06),
        4,
      );
  else pen.line(at`M${x - 34} ${y}a34 34 0 0 1 66 -8a26 26 0 0 1 -46 20`, light, 5, ' opacity=".75"');
  if (leaf !== 1)
    for (let bean = 0; bean < 9; bean += 1)
      pen.ellipse(x + pen.between(-44, 44), y + pen.between(-40, 44), 8, 6, pen.shade(pen.strong(), 0.3));
  for (let sprig = 0; sprig < 7; sprig += 1)
    pen.leaf(x + pen.between(-20, 28), y + pen.between(-16, 24), 20, 7, pen.int(360), pen.shade(second, -0.3));
}

function dinner(pen: Pen, leaf: number, x: number, y: number): void {
  const { light, accent, main, second, deep } = pen.colors;
  if (leaf === 2) {
    pen.rect(x - 84, y - 92, 168, 184, pen.shade(deep, 0.25), 16);
    pen.rect(x - 76, y - 84, 152, 168, pen.shade(deep, 0.4), 12);
    for (let piece = 0; piece < 16; piece += 1) {
      const [left, top] = [x - 54 + (piece % 4) * 36, y - 62 + Math.floor(piece / 4) * 41];
      if (pen.chance(0.4)) pen.ellipse(left, top, 18, 13, pen.strong());
      else pen.rect(left - 14, top - 12, 28, 24, pen.shade(pen.strong(), 0.2), 9);
    }
    for (let sprig = 0; sprig < 6; sprig += 1)
      pen.leaf(x + pen.between(-54, 54), y + pen.between(-54, 60), 26, 6, pen.int(360), pen.shade(second, -0.35));
    return;
  }
  plate(pen, x, y, 88);
  if (leaf === 4) {
    for (const turn of [-18, 0, 18]) {
      pen.open(`transform="rotate(${turn} ${Math.round(x)} ${Math.round(y + 90)})"`);
      pen.path(at`M${x - 24 + turn * 1.6} ${y + 38}a30 46 0 0 1 48 0z`, pen.shade(accent, 0.25));
      for (let filling = 0; filling < 5; filling += 1)
        pen.circle(x - 18 + turn * 1.6 + filling * 9, y + pen.between(2, 16), 7, pen.one(second, main, accent));
      pen.close();
    }
    return;
  }
  if (leaf === 0) {
    for (let strand = 0; strand < 9; strand += 1)
      pen.line(
        at`M${x - 48} ${y - 32 + strand * 8}c${pen.between(10, 40)} ${pen.between(-40, 20)} ${pen.between(50, 70)} ${pen.between(10, 40)} 96 ${pen.between(-8, 12)}`,
        pen.shade(accent, pen.between(0.1, 0.5)),
        5,
      );
  } else {
    pen.path(at`M${x - 58} ${y + 6}a58 58 0 0 1 100 -44q-20 60 -100 44z`, pen.shade(light, -0.03));
    pen.path(at`M${x + 46} ${y - 34}a58 58 0 0 1 -102 46q82 18 102 -46z`, pen.one(main, accent));
  }
  berries(pen, x, y + 6, 6, 36);
  for (let sprig = 0; sprig < 7; sprig += 1)
    pen.leaf(x + pen.between(-30, 30), y + pen.between(-26, 30), 24, 9, pen.int(360), pen.shade(second, -0.2));
}

function baking(pen: Pen, leaf: number, x: number, y: number): void {
  const { light, accent, main, deep } = pen.colors;
  const crust = pen.shade(accent, -0.22);
  if (leaf === 0) {
    pen.rect(x - 90, y - 74, 180, 150, pen.shade(main, -0.35), 10);
    pen.ellipse(x, y, 76, 54, crust);
    pen.ellipse(x - 4, y - 6, 66, 42, pen.shade(accent, 0.08));
    for (let cut = -2; cut <= 2; cut += 1) pen.line(at`M${x + cut * 24 - 8} ${y - 26}q14 22 4 48`, pen.shade(light, -0.1), 5);
  } else if (leaf === 2 || leaf === 4) {
    pen.rect(x - 86, y - 92, 172, 184, pen.shade(deep, 0.45), 12);
    for (let cookie = 0; cookie < 9; cookie += 1) {
      const [left, top] = [x - 54 + (cookie % 3) * 54, y - 58 + Math.floor(cookie / 3) * 58];
      pen.circle(left, top, 23, pen.shade(accent, pen.between(-0.2, 0.15)));
      if (leaf === 4) pen.line(at`M${left - 12} ${top}a12 12 0 1 1 12 12a7 7 0 1 1 2 -12`, pen.shade(deep, 0.3), 3);
      else for (let chip = 0; chip < 4; chip += 1) pen.circle(left + pen.between(-13, 13), top + pen.between(-13, 13), 3.4, deep);
    }
  } else {
    plate(pen, x, y, 88);
    pen.circle(x, y, 62, crust);
    pen.circle(x, y, 53, leaf === 3 ? main : light);
    if (leaf === 3)
      for (let bar = -2; bar <= 2; bar += 1) {
        pen.line(at`M${x + bar * 20} ${y - 46 + Math.abs(bar) * 8}V${y + 46 - Math.abs(bar) * 8}`, pen.shade(accent, 0.2), 8);
        pen.line(at`M${x - 46 + Math.abs(bar) * 8} ${y + bar * 20}H${x + 46 - Math.abs(bar) * 8}`, pen.shade(accent, 0.2), 8);
      }
    else {
      pen.path(at`M${x} ${y}l58 -20a61 61 0 0 1 -4 50z`, pen.shade(main, 0.1));
      berries(pen, x - 12, y - 6, 9, 36);
    }
  }
}

function dessert(pen: Pen, leaf: number, x: number, y: number): void {
  const { light, accent, main, second } = pen.colors;
  plate(pen, x, y, 84);
  if (leaf === 3) {
    pen.path(at`M${x - 54} ${y - 34}l112 24l-92 56z`, pen.shade(accent, 0.4));
    pen.path(at`M${x - 54} ${y - 34}l112 24l-2 12l-108 -24z`, pen.shade(accent, -0.3));
    pen.circle(x - 30, y, 14, main);
  } else if (leaf === 4) {
    for (let piece = 0; piece < 9; piece += 1)
      pen.rect(x - 50 + (piece % 3) * 36, y - 50 + Math.floor(piece / 3) * 36, 28, 28, pen.shade(pen.strong(), pen.between(-0.25, 0.2)), 7);
  } else {
    pen.circle(x, y, 58, pen.shade(second, 0.45));
    const scoops = [
      [-22, 8],
      [22, 10],
      [0, -22],
    ] as const;
    for (const [across, down] of scoops) {
      const color = pen.shade(pen.strong(), pen.between(0.2, 0.6));
      pen.circle(x + across, y + down, 28, color);
      pen.circle(x + across - 8, y + down - 9, 9, light, ' opacity=".45" stroke="none"');
    }
  }
  berries(pen, x, y + 36, 5, 34);
  pen.leaf(x + 20, y + 40, 26, 9, 40, pen.shade(second, -0.3));
  pen.leaf(x + 20, y + 40, 24, 8, 100, pen.shade(second, -0.2));
}

function drink(pen: Pen, leaf: number): void {
  const { back, ground, light, accent, main, second, deep } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.gradient(back, pen.shade(second, 0.5)));
  pen.circle(pen.between(70, 170), 110, pen.between(70, 96), pen.shade(accent, 0.55));
  pen.rect(0, 232, 240, 68, ground);
  const liquid = pen.strong();
  const count = 1 + pen.int(2);
  for (let glass = 0; glass < count; glass += 1) {
    const x = count === 1 ? 120 : 78 + glass * 84;
    pen.shadow(x + 10, 258, 44);
    if (leaf === 1) {
      pen.path(at`M${x + 30} 176q34 -4 30 26t-36 26`, 'none', ` stroke="#${light}" stroke-width="8"`);
      pen.path(at`M${x - 40} 156h80l-6 90q-2 12 -14 12h-40q-12 0 -14 -12z`, light);
      pen.ellipse(x, 157, 40, 9, pen.shade(liquid, -0.15));
      for (const steam of [-14, 12]) pen.line(at`M${x + steam} 138q-10 -16 0 -30t0 -30`, light, 4, ' opacity=".7"');
      continue;
    }
    const top = pen.between(98, 120);
    pen.line(at`M${x + 6} 240L${x + 30} ${top - 38}`, accent === liquid ? main : accent, 5);
    pen.path(at`M${x - 36} ${top}h72l-8 158h-56z`, light, ' opacity=".55"');
    pen.path(at`M${x - 34} ${top + 26}h68l-7 128h-54z`, pen.gradient(pen.shade(liquid, 0.45), liquid));
    for (let ice = 0; ice < 4; ice += 1)
      pen.rect(
        x - 24 + (ice % 2) * 24,
        top + 32 + Math.floor(ice / 2) * 26,
        20,
        20,
        light,
        4,
        ` opacity=".5" transform="rotate(${pen.int(40) - 20} ${Math.round(x)} ${Math.round(top + 50)})"`,
      );
    citrus(pen, x - 32, top + 4, 21);
    pen.leaf(x + 12, top + 16, 34, 10, -16, pen.shade(second, -0.25));
    pen.leaf(x + 14, top + 16, 30, 9, 30, pen.shade(second, -0.1));
  }
  citrus(pen, pen.one(34, 206), 262, 22);
  pen.circle(pen.one(52, 180), 276, 9, pen.shade(deep, 0.4));
}

function citrus(pen: Pen, x: number, y: number, size: number): void {
  const { accent, light } = pen.colors;
  pen.circle(x, y, size, accent);
  pen.circle(x, y, size * 0.84, light);
  pen.circle(x, y, size * 0.74, pen.shade(accent, 0.4));
  pen.line(
    at`M${x - size * 0.7} ${y}h${size * 1.4}M${x - size * 0.35} ${y - size * 0.6}l${size * 0.7} ${size * 1.2}M${x + size * 0.35} ${y - size * 0.6}l${-size * 0.7} ${size * 1.2}`,
    light,
    2,
  );
}

function berries(pen: Pen, x: number, y: number, count: number, spread: number): void {
  const color = pen.one(pen.colors.main, pen.shade(pen.colors.main, -0.35), pen.colors.accent);
  for (let berry = 0; berry < count; berry += 1)
    pen.circle(
      x + pen.between(-spread, spread),
      y + pen.between(-spread, spread) * 0.7,
      pen.between(4, 7),
      pen.shade(color, pen.between(-0.2, 0.15)),
    );
}

function sideDish(pen: Pen, x: number, y: number): void {
  const { light, second } = pen.colors;
  if (pen.chance(0.4)) {
    citrus(pen, x, y, 26);
    return;
  }
  pen.circle(x + 3, y + 4, 34, pen.colors.deep, ' opacity=".12" stroke="none"');
  pen.circle(x, y, 34, pen.one(light, second));
  pen.circle(x, y, 26, pen.shade(pen.strong(), 0.2));
  berries(pen, x, y, 6, 16);
}

function herbs(pen: Pen, x: number, y: number): void {
  const green = pen.shade(pen.colors.second, -0.25);
  const turn = pen.int(80) - 40;
  for (let leaf = 0; leaf < 6; leaf += 1)
    pen.leaf(x + (leaf - 3) * 3, y - (leaf - 3) * 9, 24, 8, turn + (leaf % 2 === 0 ? 50 : -50), pen.shade(green, leaf * 0.04));
}
