import { at, type Pen } from '../pen.ts';

/** Where the sheet of the work lies. */
interface Work {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const draw = [painting, drawing, print, photograph, lettering, wallArt];

/** A work on a wall: framed, taped or leaning. */
export function drawArt(pen: Pen, middle: number, leaf: number): void {
  const { back, ground, light, deep, accent } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.gradient(pen.shade(back, 0.15), pen.shade(back, -0.04)));
  if (middle === 5) {
    wallArt(pen, { x: 0, y: 0, width: 240, height: 300 }, leaf);
    return;
  }
  const width = pen.between(140, 168);
  const height = pen.chance(0.25) ? width * 0.86 : pen.between(188, 214);
  const work = { x: 120 - width / 2 + pen.between(-8, 8), y: 142 - height / 2 + pen.between(-8, 6), width, height };
  pen.rect(0, 262, 240, 38, ground);
  pen.rect(work.x + 6, work.y + 8, width, height, deep, 2, ' opacity=".16" stroke="none"');
  const framed = pen.chance(0.65);
  if (framed)
    pen.rect(
      work.x - 9,
      work.y - 9,
      width + 18,
      height + 18,
      pen.one(deep, pen.shade(accent, -0.3), light, pen.shade(pen.colors.main, -0.3)),
      2,
    );
  pen.rect(work.x - 1, work.y - 1, width + 2, height + 2, light, 1);
  const margin = pen.one(4, 12, 16);
  const inner = { x: work.x + margin, y: work.y + margin, width: width - 2 * margin, height: height - 2 * margin };
  const box = at`M${inner.x} ${inner.y}h${inner.width}v${inner.height}h${-inner.width}z`;
  pen.open(`clip-path="${pen.window(box)}"`);
  draw[middle]?.(pen, inner, leaf);
  pen.close();
  if (!framed)
    for (const side of [0.2, 0.8]) pen.rect(work.x + width * side - 14, work.y - 8, 28, 12, pen.shade(accent, 0.5), 1, ' opacity=".85"');
}

function landscape(pen: Pen, { x, y, width, height }: Work): void {
  const { main, accent, second, light } = pen.colors;
  pen.rect(x, y, width, height, pen.gradient(pen.shade(pen.one(main, second), 0.6), pen.shade(accent, 0.55)));
  pen.circle(
    x + width * pen.between(0.25, 0.75),
    y + height * pen.between(0.22, 0.4),
    width * pen.between(0.1, 0.17),
    pen.one(accent, light),
  );
  for (let layer = 0; layer < 4; layer += 1) {
    const top = y + height * (0.42 + layer * 0.14);
    pen.path(
      at`M${x} ${y + height}V${top + pen.between(-10, 14)}C${x + width * 0.3} ${top - pen.between(6, 30)} ${x + width * 0.6} ${top + pen.between(0, 26)} ${x + width} ${top - pen.between(-6, 16)}V${y + height}z`,
      pen.shade(pen.strong(), 0.45 - layer * 0.2),
    );
  }
}

function painting(pen: Pen, work: Work, leaf: number): void {
  const { x, y, width, height } = work;
  const { main, accent, second, light } = pen.colors;
  const middle = x + width / 2;
  if (leaf < 4 && pen.chance(leaf === 3 ? 0.2 : 0.7)) landscape(pen, work);
  else if (leaf === 3) {
    pen.rect(x, y, width, height, pen.shade(second, 0.5));
    for (let block = 0; block < 7; block += 1)
      pen.rect(
        x + pen.between(-10, width * 0.7),
        y + pen.between(-10, height * 0.8),
        pen.between(30, 80),
        pen.between(30, 80),
        pen.shade(pen.strong(), pen.between(0, 0.35)),
        pen.one(0, 30),
        ' opacity=".85"',
      );
  } else {
    const table = y + height * 0.66;
    pen.rect(x, y, width, height, pen.shade(main, 0.55));
    pen.rect(x, table, width, height, pen.shade(accent, 0.4));
    for (let stem = -2; stem <= 2; stem += 1) {
      pen.leaf(middle, table - 44, pen.between(44, 74), 9, stem * 22, pen.shade(second, -0.2));
      pen.circle(middle + stem * 17, table - 88 + Math.abs(stem) * 13, pen.between(8, 14), pen.one(main, accent, light));
    }
    pen.path(at`M${middle - 14} ${table - 48}h28q-2 20 10 34t-8 32h-32q-20 -18 -8 -32t10 -34z`, pen.shade(second, 0.2));
    for (const fruit of [-42, -26, 36]) pen.circle(middle + fruit, table + 14, 12, pen.one(accent, main));
  }
  if (leaf === 2 || leaf === 3)
    for (let stroke = 0; stroke < 7; stroke += 1)
      pen.line(
        at`M${x + pen.between(4, width - 30)} ${y + pen.between(10, height - 10)}l${pen.between(14, 36)} ${pen.between(-6, 6)}`,
        pen.shade(pen.strong(), 0.4),
        5,
        ' opacity=".5"',
      );
}

function drawing(pen: Pen, { x, y, width, height }: Work, leaf: number): void {
  const { deep, accent, main, second, ground } = pen.colors;
  const [middle, center] = [x + width / 2, y + height / 2];
  pen.rect(x, y, width, height, pen.shade(ground, 0.6));
  pen.circle(middle + pen.between(-20, 20), center + pen.between(-30, 10), pen.between(36, 54), pen.shade(pen.one(accent, main), 0.4));
  if (leaf === 3 || leaf === 1) {
    pen.line(
      at`M${middle} ${y + height - 10}Q${middle + pen.between(-20, 20)} ${center} ${middle + pen.between(-8, 8)} ${y + 24}`,
      deep,
      2,
    );
    for (let leafPlace = 0; leafPlace < 10; leafPlace += 1)
      pen.leaf(
        middle,
        y + height - 30 - leafPlace * ((height - 60) / 10),
        pen.between(38, 52) - leafPlace * 2,
        12,
        leafPlace % 2 === 0 ? 52 : -52,
        pen.shade(pen.one(second, main), pen.between(-0.25, 0.1)),
      );
  } else if (leaf === 2) {
    for (let block = 0; block < 5; block += 1) {
      const [left, top] = [x + 6 + block * (width / 5.2), center - pen.between(0, 50)];
      pen.rect(left, top, width / 5.4, y + height - top - 20, pen.shade(pen.strong(), 0.4), 0, ` stroke="#${deep}" stroke-width="1.5"`);
      for (let pane = 0; pane < 3; pane += 1) pen.rect(left + 6, top + 10 + pane * 18, 7, 10, deep);
    }
    pen.line(at`M${x} ${y + height - 20}h${width}`, deep, 2);
  } else {
    const turn = pen.one(1, -1);
    pen.line(
      at`M${middle + turn * 26} ${y + 34}q${-turn * 50} -14 ${-turn * 52} 34q${-turn * 2} 12 ${-turn * 14} 26q${turn * 2} 6 ${turn * 12} 6q${-turn * 4} 8 ${turn * 4} 10q${-turn * 6} 10 ${turn * 4} 14q${turn * 4} 18 ${turn * 30} 10q${turn * 4} 22 ${-turn * 10} 44`,
      deep,
      3,
    );
    pen.line(at`M${middle + turn * 30} ${y + 36}q${turn * 40} 30 ${turn * 14} 90q${-turn * 4} 24 ${turn * 18} 44`, deep, 3);
    pen.line(at`M${middle - turn * 16} ${y + 76}q${turn * 12} -6 ${turn * 20} 2`, deep, 3);
    for (let strand = 0; strand < 4; strand += 1)
      pen.line(
        at`M${middle + turn * 20} ${y + 40 + strand * 8}q${turn * 34} ${20 + strand * 6} ${turn * 14} 74`,
        pen.shade(deep, 0.2),
        1.6,
      );
    pen.leaf(middle + turn * 24, y + 60, 34, 9, turn * 40, accent);
  }
}

function print(pen: Pen, work: Work, leaf: number): void {
  const { x, y, width, height } = work;
  const { deep, accent, main, second, light } = pen.colors;
  const [middle, center] = [x + width / 2, y + height / 2];
  const ink = pen.one(deep, main, pen.shade(main, -0.4));
  pen.rect(x, y, width, height, pen.one(ink, pen.shade(accent, 0.3), pen.shade(second, 0.3)));
  if (leaf === 4) {
    const [one, two] = [pen.shade(main, 0.5), pen.strong()];
    for (let block = 0; block < 12; block += 1) {
      const [left, top] = [x + ((block % 3) * width) / 3, y + (Math.floor(block / 3) * height) / 4];
      for (let petal = 0; petal < 4; petal += 1)
        pen.leaf(left + width / 6, top + height / 8, 23, 9, petal * 90 + (block % 2) * 45, block % 2 === 0 ? one : two);
    }
    return;
  }
  pen.circle(middle + pen.between(-20, 20), y + height * 0.32, width * 0.22, light);
  pen.circle(middle + pen.between(-14, 26), y + height * 0.34, width * 0.22, accent, ' opacity=".7"');
  if (pen.chance(0.5))
    for (let wave = 0; wave < 6; wave += 1)
      pen.path(
        at`M${x} ${center + 16 + wave * 18}q${width / 8} -16 ${width / 4} 0t${width / 4} 0t${width / 4} 0t${width / 4} 0v9q-${width / 8} -16 -${width / 4} 0t-${width / 4} 0t-${width / 4} 0t-${width / 4} 0z`,
        wave % 2 === 0 ? light : main,
      );
  else
    for (let frond = -4; frond <= 4; frond += 1) {
      pen.leaf(middle, y + height - 4, pen.between(90, 136), 11, frond * 15, frond % 2 === 0 ? light : second);
    }
  if (leaf === 0)
    for (let bird = 0; bird < 3; bird += 1)
      pen.line(at`M${x + pen.between(10, width - 40)} ${y + pen.between(20, 70)}q9 -10 13 0q5 -10 14 -1`, light, 3);
}

function photograph(pen: Pen, work: Work, leaf: number): void {
  const { x, y, width, height } = work;
  const { deep, light, accent, main } = pen.colors;
  const middle = x + width / 2;
  if (leaf === 0) landscape(pen, work);
  else if (leaf === 3) {
    pen.rect(x, y, width, height, pen.gradient(pen.shade(main, -0.3), deep));
    for (let petal = 0; petal < 16; petal += 1)
      pen.leaf(
        middle,
        y + height * 0.52,
        pen.between(60, 84),
        19,
        petal * 45 + (petal > 7 ? 22 : 0),
        pen.shade(petal > 7 ? accent : main, petal > 7 ? 0.35 : 0.1),
      );
    pen.circle(middle, y + height * 0.52, 15, pen.shade(deep, 0.15));
  } else if (leaf === 4) {
    pen.rect(x, y, width, height, pen.gradient(pen.shade(deep, 0.2), pen.shade(main, -0.2)));
    const skew = pen.between(16, 40);
    for (let pane = 0; pane < 4; pane += 1)
      pen.path(
        at`M${x + 24 + (pane % 2) * 50} ${y + 30 + Math.floor(pane / 2) * 78}h42l${skew / 2} 68h-42z`,
        pen.shade(accent, 0.5),
        ' opacity=".9"',
      );
    pen.path(at`M${x + width - 30} ${y + height}v-60l-14 -14h32l-6 14v60z`, deep);
  } else {
    pen.rect(x, y, width, height, pen.gradient(pen.shade(main, 0.55), pen.shade(accent, 0.4)));
    for (const side of [0, 1])
      for (let row = 0; row < 3; row += 1)
        pen.rect(
          side === 0 ? x - 4 : x + width * 0.72,
          y + 20 + row * 4,
          width * 0.32,
          height,
          pen.shade(deep, 0.24 + side * 0.1 - row * 0.05),
        );
    pen.path(
      at`M${x + width * 0.28} ${y + height}l${width * 0.16} -${height * 0.4}h${width * 0.12}l${width * 0.16} ${height * 0.4}z`,
      light,
      ' opacity=".8"',
    );
    const step = middle + pen.between(-12, 12);
    pen.path(at`M${step - 24} ${y + height * 0.56}a24 22 0 0 1 48 0z`, accent);
    pen.path(at`M${step - 8} ${y + height * 0.58}q8 -8 16 0l6 44h-7l-2 34h-9l-3 -34h-7z`, deep);
  }
}

function lettering(pen: Pen, { x, y, width, height }: Work, leaf: number): void {
  const { deep, accent, main, second, light } = pen.colors;
  const [middle, center] = [x + width / 2, y + height / 2];
  const paper = pen.one(light, deep, pen.shade(accent, 0.35), pen.shade(main, 0.45));
  const ink = paper === deep ? light : deep;
  pen.rect(x, y, width, height, paper);
  const words = ['Aa', '&amp;', 'Be', 'Oh', 'Qy', 'Rs', 'Mm', 'Gg', '?!', 'Ee'];
  const word = words[pen.int(words.length)] ?? 'Aa';
  if (leaf === 2) {
    for (let block = 0; block < 6; block += 1)
      pen.rect(
        x + (block % 2) * (width / 2),
        y + Math.floor(block / 2) * (height / 3),
        width / 2,
        height / 3,
        pen.shade(pen.one(main, second, accent, paper), pen.between(0, 0.3)),
      );
    pen.letters(middle, center + 38, 108, word, ink);
  } else {
    pen.circle(middle, center, width * 0.4, pen.shade(pen.strong(), paper === deep ? -0.2 : 0.45));
    pen.letters(middle, center + 32, 96, word, ink);
    for (const side of [-1, 1])
      for (let leafPlace = 0; leafPlace < 5; leafPlace += 1)
        pen.leaf(
          middle + side * (16 + leafPlace * 11),
          center + 68 - leafPlace * leafPlace * 1.5,
          22,
          7,
          side * (60 + (leafPlace % 2) * 50),
          leaf === 4 ? accent : second,
        );
    pen.line(at`M${middle - 44} ${y + 24}q44 ${pen.between(-16, 16)} 88 0`, ink, 2);
  }
}

function wallArt(pen: Pen, _work: Work, leaf: number): void {
  const { deep, accent, main, second, light, ground } = pen.colors;
  if (leaf === 2) {
    pen.path(at`M${pen.between(20, 50)} 300V${pen.between(110, 140)}a80 80 0 0 1 160 0V300z`, main);
    pen.path('M78 300V168a46 46 0 0 1 92 0v132z', pen.shade(accent, 0.1));
    for (let ridge = 0; ridge < 3; ridge += 1)
      pen.path(
        at`M0 300V${200 + ridge * 24}q60 -${pen.between(20, 60)} 120 0t120 ${pen.between(-20, 10)}V300z`,
        pen.shade(pen.one(second, main), 0.3 - ridge * 0.2),
      );
    pen.circle(pen.between(60, 180), pen.between(44, 76), 24, accent);
    return;
  }
  if (leaf === 4) {
    pen.rect(0, 246, 240, 54, ground);
    pen.line('M120 0v60M60 84q60 -46 120 0M60 84v40M180 84v52M124 136h112M30 124h62', deep, 2.5);
    for (const [x, y] of [
      [34, 146],
      [88, 152],
      [132, 168],
      [226, 158],
      [120, 74],
    ] as const) {
      if (pen.chance(0.5)) pen.circle(x, y, pen.between(12, 26), pen.strong());
      else pen.path(at`M${x - 20} ${y - 16}q20 -10 40 6q0 30 -26 34q-16 -12 -14 -40z`, pen.strong());
    }
    pen.path('M76 256q-10 -40 44 -40t44 40z', pen.shade(light, -0.1));
    return;
  }
  if (leaf === 3) {
    pen.rect(44, 34, 152, 10, pen.shade(deep, 0.2), 4);
    for (let band = 0; band < 8; band += 1)
      pen.path(
        at`M52 ${44 + band * 24}q68 ${pen.between(-20, 20)} 136 0v34h-136z`,
        pen.cloth(pen.shade(pen.strong(), pen.between(-0.1, 0.4)), light, pen.one(0, 0, 1, 3)),
      );
    for (let fringe = 0; fringe < 14; fringe += 1)
      pen.line(at`M${56 + fringe * 10} 246v${pen.between(16, 30)}`, pen.shade(light, -0.12), 4);
    return;
  }
  const spots: readonly Work[] =
    leaf === 0
      ? [
          { x: 20, y: 28, width: 92, height: 112 },
          { x: 128, y: 40, width: 90, height: 72 },
          { x: 128, y: 128, width: 62, height: 84 },
          { x: 36, y: 156, width: 76, height: 62 },
        ]
      : [{ x: 46, y: 24, width: 148, height: 196 }];
  for (const spot of spots) {
    pen.rect(spot.x + 4, spot.y + 5, spot.width, spot.height, deep, 1, ' opacity=".15" stroke="none"');
    pen.rect(spot.x, spot.y, spot.width, spot.height, light, 1, ` stroke="#${pen.one(deep, pen.shade(accent, -0.3))}" stroke-width="5"`);
    const [cx, cy, unit] = [spot.x + spot.width / 2, spot.y + spot.height / 2, Math.min(spot.width, spot.height) / 4];
    pen.path(at`M${cx - unit * 1.2} ${cy + unit * 1.4}v-${unit}a${unit * 1.2} ${unit * 1.2} 0 0 1 ${unit * 2.4} 0v${unit}z`, main);
    pen.circle(cx + pen.between(-unit, unit), cy - unit * 0.7, unit * pen.between(0.5, 0.9), accent);
    if (pen.chance(0.6))
      pen.path(
        at`M${cx - unit * 1.3} ${cy + unit}q${unit} -${unit} ${unit * 1.4} 0t${unit * 1.2} 0v${unit * 0.5}H${cx - unit * 1.3}z`,
        second,
      );
    else pen.leaf(cx, cy + unit * 1.2, unit * 2, unit * 0.5, pen.int(60) - 30, second);
  }
  pen.rect(0, 256, 240, 44, ground);
  pen.rect(26, 236, 188, 34, pen.shade(second, 0.1), 12);
}
