import { at, type Pen } from '../pen.ts';

const draw = [living, bedroom, kitchen, bathroom, office, entry];

/** A wall, a floor, light from a window, and the furniture of the room. */
export function drawRoom(pen: Pen, middle: number, leaf: number): void {
  const { back, ground, light, deep } = pen.colors;
  const floor = pen.between(206, 228);
  pen.rect(0, 0, 240, 300, pen.gradient(pen.shade(back, 0.25), back));
  if (pen.chance(0.35)) pen.rect(0, floor - 76, 240, 80, pen.shade(back, -0.09));
  pen.rect(0, floor, 240, 300 - floor, pen.gradient(pen.shade(ground, -0.06), ground));
  pen.rect(0, floor - 5, 240, 5, pen.shade(back, 0.5));
  const left = pen.between(-30, 120);
  pen.path(at`M${left} 40h60l70 170h-70z`, light, ' opacity=".28" stroke="none"');
  pen.path(at`M${left + 74} 40h16l70 170h-16z`, light, ' opacity=".2" stroke="none"');
  draw[middle]?.(pen, floor, leaf);
  pen.rect(0, 292, 240, 8, deep, 0, ' opacity=".05" stroke="none"');
}

function living(pen: Pen, floor: number, leaf: number): void {
  const { main, second, accent, light } = pen.colors;
  rug(pen, 120, floor + 48);
  if (leaf === 4) fireplace(pen, floor);
  else if (leaf === 2) shelves(pen, 34, 46, 172, floor - 60);
  else pictures(pen, 120, 76);
  const x = leaf === 1 ? pen.between(70, 100) : pen.between(34, 46);
  const width = leaf === 1 ? 92 : 148;
  const color = pen.one(main, second);
  const top = floor - 46;
  pen.shadow(x + width / 2, floor + 34, width / 2 + 12);
  for (const leg of [x + 12, x + width - 16]) pen.rect(leg, floor + 18, 5, 16, pen.colors.deep);
  pen.rect(x, top, width, 60, color, 16);
  pen.rect(x - 10, top + 22, 26, 46, pen.shade(color, -0.16), 12);
  pen.rect(x + width - 16, top + 22, 26, 46, pen.shade(color, -0.16), 12);
  pen.rect(x + 12, top + 34, width - 24, 24, pen.shade(color, 0.18), 9);
  pen.rect(
    x + 22,
    top + 10,
    30,
    30,
    pen.cloth(accent, light),
    7,
    ` transform="rotate(${pen.int(20) - 10} ${Math.round(x + 37)} ${Math.round(top + 25)})"`,
  );
  if (width > 100) pen.rect(x + width - 52, top + 12, 30, 28, pen.shade(second, 0.45), 7);
  if (pen.chance(0.6)) lamp(pen, x < 60 ? 212 : 28, floor + 22);
  else plant(pen, 212, floor + 30, 1);
}

function bedroom(pen: Pen, floor: number, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  rug(pen, 120, floor + 62);
  const x = pen.between(38, 62);
  const width = 138;
  const head = pen.one(main, pen.shade(second, -0.25));
  if (leaf === 4) pen.path(at`M${x - 10} ${floor}V110a79 79 0 0 1 158 0V${floor}z`, pen.shade(accent, 0.35));
  else pictures(pen, x + width / 2, 66);
  pen.shadow(x + width / 2, floor + 58, 88);
  if (pen.chance(0.5)) pen.path(at`M${x} ${floor + 20}v-70a69 50 0 0 1 ${width} 0v70z`, head);
  else pen.rect(x, floor - 64, width, 84, head, 12);
  pen.rect(x + 4, floor - 16, width - 8, 64, light, 10);
  for (const pillow of [x + 14, x + width - 64]) pen.rect(pillow, floor - 34, 50, 30, pen.shade(second, 0.62), 10);
  pen.rect(x + 48, floor - 24, 42, 22, pen.cloth(accent, light), 9);
  pen.path(at`M${x} ${floor + 10}q${width / 2} -14 ${width} 0v48H${x}z`, pen.cloth(pen.shade(main, 0.2), pen.shade(main, 0.45)));
  pen.path(at`M${x} ${floor + 34}q${width / 2} -10 ${width} 0v24H${x}z`, accent, ' opacity=".8"');
  pen.rect(x + width + 6, floor - 4, 34, 50, pen.shade(second, -0.2), 4);
  pen.circle(x + width + 23, floor - 18, 13, light);
  pen.rect(x + width + 20, floor - 12, 6, 10, deep);
  if (pen.chance(0.5)) plant(pen, 20, floor + 40, 0.9);
}

function kitchen(pen: Pen, floor: number, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  const color = pen.one(main, second, pen.shade(main, -0.3));
  pen.rect(0, 96, 240, floor - 96, pen.cloth(pen.shade(light, -0.04), pen.shade(second, 0.55), leaf === 3 ? 2 : pen.one(0, 1, 2)));
  for (const lamp of [60, 120, 180]) {
    if (lamp === 120 && pen.chance(0.3)) continue;
    pen.rect(lamp - 1, 0, 2, 34, deep);
    pen.path(at`M${lamp - 18} 52a18 18 0 0 1 36 0z`, accent);
  }
  pen.rect(18, 118, 204, 7, pen.shade(main, -0.35));
  jars(pen, 26, 118, 9);
  const top = floor - 44;
  pen.shadow(120, 286, 116);
  pen.rect(8, top, 224, 80, color, 4);
  pen.rect(0, top - 9, 240, 11, pen.shade(light, -0.08), 3);
  for (let door = 0; door < 4; door += 1) {
    pen.rect(16 + door * 54, top + 10, 46, 62, pen.shade(color, 0.14), 4);
    pen.circle(16 + door * 54 + (door % 2 === 0 ? 40 : 6), top + 36, 3, accent);
  }
  pen.path(at`M${160} ${top - 9}q0 -26 16 -26t16 26z`, pen.shade(deep, 0.25));
  plant(pen, 44, top - 8, 0.55);
  if (pen.chance(0.6)) bowl(pen, 110, top - 9, 24);
}

function bathroom(pen: Pen, floor: number, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  pen.rect(0, 120, 240, floor - 120, pen.cloth(pen.shade(main, 0.35), pen.shade(main, 0.55), pen.one(1, 2)));
  pen.rect(0, 114, 240, 7, pen.shade(main, 0.1));
  const x = pen.between(105, 135);
  if (leaf === 3)
    for (const side of [-40, 40]) pen.ellipse(x + side, 74, 28, 40, pen.shade(light, -0.1), ` stroke="#${accent}" stroke-width="4"`);
  else pen.circle(x, 70, pen.between(34, 44), pen.gradient(light, pen.shade(second, 0.55)), ` stroke="#${accent}" stroke-width="4"`);
  if (leaf === 2 || leaf === 4) {
    pen.shadow(x, 282, 90);
    pen.rect(x - 70, floor - 40, 140, 88, second, 6);
    pen.rect(x - 76, floor - 50, 152, 12, light, 4);
    pen.path(at`M${x - 34} ${floor - 50}q4 -26 34 -26t34 26z`, light);
    for (const side of [-62, 6]) pen.rect(x + side, floor - 28, 56, 66, pen.shade(second, 0.2), 4);
  } else {
    rug(pen, 120, floor + 66);
    pen.shadow(x, floor + 52, 96);
    pen.path(at`M${x - 92} ${floor - 26}h184q-2 74 -42 74h-100q-40 0 -42 -74z`, light);
    pen.rect(x - 96, floor - 32, 192, 10, pen.shade(light, -0.08), 5);
    pen.line(at`M${x + 66} ${floor - 30}v-40q0 -12 -14 -12t-12 10`, deep, 4);
    pen.rect(x - 70, floor - 30, 30, 44, pen.cloth(accent, light), 3);
  }
  plant(pen, 26, floor + 20, 0.9);
}

function office(pen: Pen, floor: number, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  if (leaf === 2) shelves(pen, 40, 40, 160, 90);
  else {
    pen.rect(46, 40, 108, 76, pen.shade(second, 0.35), 4);
    for (let note = 0; note < 6; note += 1)
      pen.rect(
        54 + (note % 3) * 33,
        48 + Math.floor(note / 3) * 33,
        pen.between(18, 26),
        pen.between(20, 26),
        pen.one(light, main, accent, deep),
        1,
      );
  }
  const top = floor - 34;
  pen.shadow(120, floor + 58, 100);
  for (const leg of [34, 198]) pen.path(at`M${leg} ${top}h8l-4 92h-5z`, deep);
  pen.rect(20, top - 4, 200, 10, pen.shade(main, -0.1), 3);
  pen.rect(140, top + 6, 60, 24, pen.shade(main, 0.25), 3);
  pen.line(at`M188 ${top - 4}v-34l-26 -24`, deep, 4);
  pen.path(at`M146 ${top - 52}l14 -22l22 16z`, accent);
  pen.rect(70, top - 42, 60, 36, deep, 3);
  pen.rect(74, top - 38, 52, 28, pen.gradient(pen.shade(accent, 0.4), pen.shade(second, 0.2)));
  for (let book = 0; book < 3; book += 1) pen.rect(32, top - 12 - book * 8, 30 - book * 4, 8, pen.strong(), 1);
  pen.rect(84, floor + 2, 62, 12, second, 6);
  pen.path(at`M112 ${floor + 12}h6v34h18v5h-42v-5h18z`, deep);
  pen.rect(88, floor - 26, 54, 30, pen.shade(second, -0.1), 12);
  plant(pen, 212, floor + 44, 0.9);
}

function entry(pen: Pen, floor: number, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  const door = leaf >= 3 || pen.chance(0.4);
  const color = pen.one(main, accent, second);
  if (door) {
    if (pen.chance(0.5)) pen.path(at`M120 ${floor}V96a42 42 0 0 1 84 0V${floor}z`, color, ` stroke="#${light}" stroke-width="6"`);
    else pen.rect(120, 56, 84, floor - 56, color, 2, ` stroke="#${light}" stroke-width="6"`);
    for (const y of [104, 158]) pen.rect(134, y, 56, 40, pen.shade(color, -0.14), 3);
    pen.circle(194, 152, 4, light);
  } else {
    pen.rect(116, 76, 104, 10, pen.shade(main, -0.3), 4);
    for (const hook of [130, 160, 192]) {
      if (pen.chance(0.3)) continue;
      const coat = pen.strong();
      pen.path(at`M${hook} 86q-12 6 -15 22l-4 ${pen.between(44, 70)}h38l-4 -66q-3 -16 -15 -22z`, coat);
    }
  }
  pen.circle(60, 92, 34, pen.gradient(light, pen.shade(second, 0.5)), ` stroke="#${accent}" stroke-width="4"`);
  pen.shadow(66, floor + 42, 60);
  for (const leg of [22, 104]) pen.rect(leg, floor - 20, 6, 60, deep);
  pen.rect(14, floor - 26, 104, 12, pen.shade(main, -0.2), 3);
  pen.rect(24, floor - 40, 70, 16, pen.cloth(second, light), 7);
  for (const boot of [44, 66]) pen.path(at`M${boot} ${floor + 14}h11v18h9v8h-20z`, pen.shade(deep, 0.15));
  rug(pen, 168, floor + 52, 60);
  if (pen.chance(0.6)) plant(pen, 214, floor + 40, 0.8);
}

function rug(pen: Pen, x: number, y: number, across = 112): void {
  const color = pen.strong();
  pen.ellipse(x, y, across, 22, pen.shade(color, 0.45));
  pen.ellipse(x, y, across - 14, 16, pen.cloth(pen.shade(color, 0.6), pen.shade(color, 0.3)));
}

function lamp(pen: Pen, x: number, y: number): void {
  const { deep, light, accent } = pen.colors;
  pen.circle(x, 112, 54, light, ' opacity=".25" stroke="none"');
  pen.rect(x - 2, 112, 4, y - 112, deep);
  pen.ellipse(x, y, 16, 4, deep);
  pen.path(at`M${x - 14} 88h28l10 32h-48z`, pen.shade(accent, 0.35));
}

function plant(pen: Pen, x: number, y: number, size: number): void {
  const { second, main, accent } = pen.colors;
  const green = pen.one(second, pen.shade(second, -0.3), pen.shade(main, -0.2));
  for (let leaf = -2; leaf <= 2; leaf += 1)
    pen.leaf(
      x,
      y - 22 * size,
      pen.between(42, 64) * size,
      9 * size,
      leaf * pen.between(22, 30),
      leaf % 2 === 0 ? green : pen.shade(green, 0.18),
    );
  pen.path(at`M${x - 15 * size} ${y - 28 * size}h${30 * size}l${-4 * size} ${28 * size}h${-22 * size}z`, accent);
}

function pictures(pen: Pen, x: number, y: number): void {
  const { light, deep } = pen.colors;
  const count = 1 + pen.int(3);
  for (let place = 0; place < count; place += 1) {
    const left = x - count * 27 + place * 54;
    const height = pen.between(48, 62);
    pen.rect(left + 4, y - height / 2, 44, height, light, 1, ` stroke="#${deep}" stroke-width="2"`);
    const color = pen.strong();
    if (pen.chance(0.5)) pen.circle(left + 26, y, 12, color);
    else pen.path(at`M${left + 14} ${y + 18}v-22a12 12 0 0 1 24 0v22z`, color);
  }
}

function shelves(pen: Pen, x: number, y: number, width: number, height: number): void {
  for (let row = 1; row <= 2; row += 1) {
    const top = y + (row * height) / 2.4;
    pen.rect(x, top, width, 6, pen.shade(pen.colors.main, -0.3));
    jars(pen, x + 8, top, 7 + pen.int(3));
  }
}

function jars(pen: Pen, x: number, base: number, count: number): void {
  for (let jar = 0; jar < count; jar += 1) {
    const height = pen.between(12, 32);
    pen.rect(x + jar * 21, base - height, pen.between(9, 17), height, pen.one(pen.strong(), pen.colors.light, pen.colors.deep), pen.int(5));
  }
}

function bowl(pen: Pen, x: number, y: number, size: number): void {
  for (const fruit of [-10, 0, 10]) pen.circle(x + fruit, y - 16 - (fruit === 0 ? 5 : 0), 8, pen.colors.accent);
  pen.path(at`M${x - size} ${y - 14}h${size * 2}q-4 14 -16 14h${32 - size * 2}q-12 0 -16 -14z`, pen.colors.light);
}

function fireplace(pen: Pen, floor: number): void {
  const { light, deep, accent } = pen.colors;
  pen.rect(52, 96, 136, floor - 96, pen.shade(light, -0.06), 3);
  pen.rect(42, 88, 156, 12, light, 2);
  pen.path(at`M80 ${floor}v-46a40 40 0 0 1 80 0v46z`, deep);
  pen.leaf(120, floor, 44, 16, 0, accent);
  jars(pen, 60, 88, 5);
}
