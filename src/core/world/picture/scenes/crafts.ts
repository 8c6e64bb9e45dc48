import { at, type Pen } from '../pen.ts';

const draw = [yarn, sewing, paper, pottery, wood, weaving];

/** Things made by hand, on a table or against a wall. */
export function drawCraft(pen: Pen, middle: number, leaf: number): void {
  const { back, ground, accent, second } = pen.colors;
  pen.rect(0, 0, 240, 300, pen.gradient(pen.shade(back, 0.2), back));
  pen.circle(pen.between(70, 170), pen.between(90, 130), pen.between(70, 100), pen.shade(pen.one(accent, second), 0.6));
  if (middle !== 5) pen.rect(0, pen.between(222, 238), 240, 90, ground);
  draw[middle]?.(pen, leaf);
}

function ball(pen: Pen, x: number, y: number, size: number, color: string): void {
  pen.shadow(x, y + size, size);
  pen.circle(x, y, size, color);
  const dark = pen.shade(color, -0.22);
  for (let turn = -2; turn <= 2; turn += 1)
    pen.path(
      at`M${x - size * 0.86} ${y + turn * size * 0.28}q${size * 0.8} ${-size * 0.7} ${size * 1.66} ${turn * 3}`,
      'none',
      ` stroke="#${dark}" stroke-width="2"`,
    );
  pen.path(
    at`M${x - size * 0.4} ${y - size * 0.85}q${size * 0.9} ${size * 0.7} ${size * 0.5} ${size * 1.7}M${x} ${y - size}q${size} ${size * 0.8} ${size * 0.4} ${size * 1.9}`,
    'none',
    ` stroke="#${pen.shade(color, 0.3)}" stroke-width="2"`,
  );
}

function yarn(pen: Pen, leaf: number): void {
  const { main, second, accent, deep, light } = pen.colors;
  if (leaf === 1) {
    const size = 62;
    for (let square = 0; square < 12; square += 1) {
      const [x, y] = [28 + (square % 3) * size, 14 + Math.floor(square / 3) * size];
      pen.rect(x, y, size - 3, size - 3, pen.one(light, deep, light), 4);
      pen.rect(x + 6, y + 6, size - 15, size - 15, pen.strong(), 6);
      pen.circle(x + size / 2 - 1, y + size / 2 - 1, 6, light);
    }
  } else if (leaf === 0) {
    pen.path('M52 60h96v150q-48 8 -96 0z', pen.cloth(main, pen.shade(main, 0.3), 1 + pen.int(3)));
    for (let stripe = 0; stripe < 3; stripe += 1) pen.rect(52, 90 + stripe * 40, 96, 14, pen.one(accent, second, light));
    for (let fringe = 0; fringe < 9; fringe += 1) pen.line(at`M${56 + fringe * 11} 212v22`, pen.shade(main, -0.1), 3);
  } else if (leaf === 2) {
    const fur = pen.one(main, second);
    for (const ear of [86, 154]) pen.ellipse(ear, 76, 17, pen.chance(0.5) ? 38 : 18, fur);
    pen.ellipse(120, 196, 54, 52, pen.cloth(fur, pen.shade(fur, 0.25), 3));
    pen.circle(120, 116, 46, fur);
    pen.ellipse(120, 130, 20, 15, pen.shade(fur, 0.5));
    for (const eye of [104, 136]) pen.circle(eye, 110, 4.5, deep);
    pen.path('M88 152q32 20 64 0l2 16q-34 16 -68 0z', accent);
  } else if (leaf === 3)
    for (const [x, tilt] of [
      [84, -8],
      [152, 10],
    ] as const) {
      pen.open(`transform="rotate(${tilt} ${x} 150)"`);
      const sock = pen.strong();
      pen.path(
        at`M${x - 22} 70h44v96q2 20 24 30q14 10 8 24q-10 12 -40 4q-34 -12 -36 -44z`,
        pen.cloth(sock, pen.shade(sock, 0.35), 1 + pen.int(3)),
      );
      pen.rect(x - 25, 62, 50, 22, pen.shade(sock, -0.25), 5);
      pen.close();
    }
  else {
    pen.path('M76 120q-4 -66 44 -66t44 66', 'none', ` stroke="#${deep}" stroke-width="6"`);
    pen.path('M56 116h128q6 70 -20 102q-44 14 -88 0q-26 -32 -20 -102z', pen.cloth(main, light, 2));
  }
  ball(pen, pen.between(176, 196), 240, pen.between(30, 38), accent);
  if (pen.chance(0.7)) ball(pen, pen.between(38, 60), 256, 26, second);
  pen.line(at`M${pen.between(96, 116)} 284L206 178`, pen.shade(deep, 0.3), 4);
}

function sewing(pen: Pen, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  if (leaf === 0) {
    for (let block = 0; block < 12; block += 1) {
      const [x, y] = [24 + (block % 3) * 64, 24 + Math.floor(block / 3) * 64];
      const [one, two] = [pen.shade(pen.strong(), 0.2), pen.shade(pen.strong(), 0.55)];
      pen.rect(x, y, 64, 64, two);
      const turn = block % 4;
      pen.path(turn < 2 ? at`M${x} ${y}h64l-64 64z` : at`M${x + 64} ${y}v64h-64z`, one);
      if (pen.chance(0.4)) pen.path(at`M${x + 32} ${y + 10}l22 22l-22 22l-22 -22z`, pen.one(light, accent));
    }
  } else if (leaf === 3) {
    pen.circle(120, 140, 96, pen.shade(accent, -0.25));
    pen.circle(120, 140, 86, light);
    for (let stem = -3; stem <= 3; stem += 1) {
      const top = 120 - pen.between(0, 44) + Math.abs(stem) * 10;
      pen.line(at`M120 208Q${120 + stem * 8} 170 ${120 + stem * 20} ${top}`, second, 2.5);
      pen.leaf(120 + stem * 11, 172, 22, 6, stem * 30, second);
      for (let petal = 0; petal < 5; petal += 1) pen.leaf(120 + stem * 20, top, 13, 5, petal * 72, stem % 2 === 0 ? main : accent);
    }
    pen.rect(112, 34, 16, 16, deep, 3);
  } else if (leaf === 2) {
    pen.path('M52 96h136l-8 136H60z', pen.cloth(main, pen.shade(main, 0.45), 1 + pen.int(3)));
    pen.path('M84 98q0 -54 36 -54t36 54', 'none', ` stroke="#${second}" stroke-width="9"`);
    pen.rect(88, 140, 64, 54, pen.shade(accent, 0.3), 4, ` stroke="#${light}" stroke-width="2" stroke-dasharray="5 4"`);
  } else if (leaf === 1) {
    pen.path('M84 54q36 16 72 0l40 34l-24 30l-16 -10l10 124q-46 10 -92 0l10 -124l-16 10l-24 -30z', pen.cloth(main, pen.shade(main, 0.4)));
    pen.line('M120 66v164', light, 2, ' stroke-dasharray="5 5"');
    pen.rect(84, 160, 32, 34, pen.shade(accent, 0.2), 3);
  } else {
    for (const ear of [96, 144]) pen.ellipse(ear, 56, 12, 38, pen.shade(second, 0.3));
    pen.circle(120, 112, 38, pen.shade(second, 0.4));
    pen.path('M90 146h60l14 84H76z', pen.cloth(main, light));
    for (const eye of [106, 134]) pen.circle(eye, 108, 4, deep);
    pen.path('M113 122q7 6 14 0', 'none', ` stroke="#${deep}" stroke-width="2.5"`);
  }
  spool(pen, 44, 268, accent);
  spool(pen, 78, 276, main);
  for (let button = 0; button < 3; button += 1)
    pen.circle(160 + button * 22, 274 - (button % 2) * 12, 9, pen.strong(), ` stroke="#${light}" stroke-width="2"`);
}

function spool(pen: Pen, x: number, y: number, color: string): void {
  const wood = pen.shade(pen.colors.accent, 0.5);
  pen.rect(x - 10, y - 24, 20, 28, color);
  for (const top of [-30, 2]) pen.rect(x - 14, y + top, 28, 7, wood, 2);
}

function paper(pen: Pen, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  if (leaf === 1)
    for (const [x, y, size] of [
      [118, 120, 1.2],
      [70, 226, 0.6],
      [182, 222, 0.55],
    ] as const) {
      const color = pen.strong();
      pen.path(at`M${x} ${y}l${-70 * size} ${-46 * size}l${50 * size} ${70 * size}z`, pen.shade(color, 0.3));
      pen.path(at`M${x} ${y}l${-20 * size} ${24 * size}l${10 * size} ${30 * size}l${60 * size} ${-26 * size}z`, color);
      pen.path(at`M${x} ${y}l${24 * size} ${-76 * size}l${26 * size} ${104 * size}z`, pen.shade(color, -0.2));
      pen.path(
        at`M${x + 50 * size} ${y + 28 * size}l${38 * size} ${-50 * size}l${-10 * size} ${16 * size}l${-16 * size} ${42 * size}z`,
        pen.shade(color, 0.45),
      );
    }
  else if (leaf === 3)
    for (let row = 0; row < 3; row += 1) {
      const y = 44 + row * 68;
      pen.line(at`M0 ${y}q120 50 240 0`, deep, 2);
      for (let flag = 0; flag < 6; flag += 1) {
        const [x, drop] = [10 + flag * 40, y + 4 + 20 * (1 - Math.abs(flag - 2.5) / 2.8)];
        const color = pen.strong();
        if (row === 1) for (let petal = 0; petal < 5; petal += 1) pen.leaf(x + 12, drop + 12, 18, 8, petal * 72, color);
        else pen.path(at`M${x} ${drop}h28l-14 36z`, color);
      }
    }
  else if (leaf === 2)
    for (const [x, y, turn] of [
      [46, 70, -7],
      [102, 112, 6],
    ] as const) {
      pen.open(`transform="rotate(${turn} 120 150)"`);
      const cover = pen.strong();
      pen.rect(x + 5, y + 6, 96, 128, pen.shade(deep, 0.3), 3, ' opacity=".3"');
      pen.rect(x, y, 96, 128, pen.cloth(cover, pen.shade(cover, 0.3)), 3);
      pen.rect(x, y, 15, 128, pen.shade(cover, -0.25), 2);
      pen.rect(x + 34, y + 26, 44, 28, light, 2);
      for (const stitch of [18, 48, 78, 108]) pen.rect(x + 3, y + stitch, 10, 3, light);
      pen.close();
    }
  else
    for (let sheet = 0; sheet < 2; sheet += 1) {
      pen.open(`transform="rotate(${pen.int(20) - 10} 120 150)"`);
      const x = 34 + sheet * 48;
      const y = 54 + sheet * 44;
      pen.rect(x, y, 118, 146, sheet === 0 ? pen.shade(second, 0.3) : light, 3);
      if (leaf === 4)
        for (let scrap = 0; scrap < 5; scrap += 1)
          pen.path(
            at`M${x + pen.between(8, 50)} ${y + 14 + scrap * 24}l${pen.between(40, 60)} ${pen.between(-8, 8)}l${pen.between(-8, 4)} ${pen.between(20, 34)}l-${pen.between(40, 56)} ${pen.between(-6, 6)}z`,
            pen.shade(pen.strong(), pen.between(0, 0.4)),
          );
      else {
        for (let leafPlace = 0; leafPlace < 7; leafPlace += 1)
          pen.leaf(x + 59, y + 122 - leafPlace * 13, 36, 9, leafPlace % 2 === 0 ? 50 : -50, pen.shade(main, leafPlace * 0.05));
        pen.circle(x + 59, y + 30, 12, accent);
      }
      pen.close();
    }
  pen.line('M150 284l40 -56M190 284l-40 -56', pen.shade(deep, 0.25), 4);
  for (const x of [146, 194]) pen.circle(x, 288, 9, 'none', ` stroke="#${accent}" stroke-width="5"`);
}

function vessel(pen: Pen, x: number, base: number, kind: number, size: number): void {
  const { light, deep } = pen.colors;
  const color = pen.shade(pen.one(pen.colors.main, pen.colors.second, pen.colors.accent, light), pen.between(0, 0.25));
  const s = size;
  pen.shadow(x, base, 40 * s);
  if (kind === 0)
    pen.path(
      at`M${x + 26 * s} ${base - 58 * s}q${30 * s} 0 ${26 * s} ${24 * s}t${-30 * s} ${20 * s}`,
      'none',
      ` stroke="#${pen.shade(color, -0.15)}" stroke-width="${Math.round(8 * s)}"`,
    );
  const shapes = [
    at`M${x - 30 * s} ${base - 74 * s}h${60 * s}l${-4 * s} ${66 * s}q0 ${8 * s} ${-10 * s} ${8 * s}h${-32 * s}q${-10 * s} 0 ${-10 * s} ${-8 * s}z`,
    at`M${x - 11 * s} ${base - 124 * s}h${22 * s}q${-6 * s} ${34 * s} ${14 * s} ${50 * s}q${22 * s} ${34 * s} ${-4 * s} ${74 * s}h${-42 * s}q${-26 * s} ${-40 * s} ${-4 * s} ${-74 * s}q${20 * s} ${-16 * s} ${14 * s} ${-50 * s}z`,
    at`M${x - 50 * s} ${base - 44 * s}h${100 * s}q${-6 * s} ${40 * s} ${-34 * s} ${44 * s}h${-32 * s}q${-28 * s} ${-4 * s} ${-34 * s} ${-44 * s}z`,
    at`M${x - 58 * s} ${base - 14 * s}q${58 * s} ${26 * s} ${116 * s} 0q${-8 * s} ${14 * s} ${-30 * s} ${14 * s}h${-56 * s}q${-22 * s} 0 ${-30 * s} ${-14 * s}z`,
    at`M${x - 36 * s} ${base - 62 * s}h${72 * s}l${-10 * s} ${62 * s}h${-52 * s}z`,
  ];
  pen.path(shapes[kind] ?? '', pen.cloth(color, pen.shade(color, -0.16), pen.one(0, 0, 1, 3)));
  const top = base - ([74, 118, 44, 14, 62][kind] ?? 40) * s;
  if (kind !== 3)
    pen.path(
      at`M${x - 24 * s} ${top + 18 * s}q${24 * s} ${10 * s} ${48 * s} 0v${7 * s}q${-24 * s} ${10 * s} ${-48 * s} 0z`,
      pen.one(light, deep, pen.colors.accent),
      ' opacity=".55" stroke="none"',
    );
  if (kind === 1 || kind === 4)
    for (let blade = -2; blade <= 2; blade += 1)
      pen.leaf(x, top + 4, pen.between(44, 72) * s, 8 * s, blade * 20, pen.shade(pen.colors.second, blade * 0.1 - 0.2));
}

function pottery(pen: Pen, leaf: number): void {
  const shelf = 138;
  pen.rect(14, shelf, 212, 8, pen.shade(pen.colors.main, -0.3), 2);
  for (const x of [60, 122, 184]) vessel(pen, x + pen.between(-8, 8), shelf, x === 122 ? leaf : pen.int(4), pen.between(0.5, 0.66));
  vessel(pen, pen.between(76, 92), 266, leaf, pen.between(1, 1.15));
  vessel(pen, pen.between(168, 182), 278, pen.chance(0.6) ? leaf : pen.int(5), pen.between(0.75, 0.95));
}

function wood(pen: Pen, leaf: number): void {
  const { main, second, accent, deep, light } = pen.colors;
  const timber = pen.one(pen.shade(accent, 0.1), pen.shade(main, -0.1), pen.shade(accent, -0.3));
  if (leaf === 0)
    for (let spoon = 0; spoon < 4; spoon += 1) {
      const x = 48 + spoon * 48;
      pen.open(`transform="rotate(${pen.int(16) - 8} ${x} 150)"`);
      const tone = pen.shade(timber, pen.between(-0.25, 0.3));
      pen.rect(x - 5, 110, 10, pen.between(120, 150), tone, 5);
      pen.ellipse(x, 82, pen.between(16, 23), pen.between(28, 38), tone);
      pen.ellipse(x, 80, 12, 22, pen.shade(tone, -0.2));
      pen.close();
    }
  else if (leaf === 2) {
    pen.shadow(120, 268, 84);
    for (const [top, foot] of [
      [84, 58],
      [156, 182],
      [120, 120],
    ] as const)
      pen.path(at`M${top - 7} 138h14L${foot + 5} 268h-10z`, pen.shade(timber, -0.25));
    pen.line('M76 214h88', pen.shade(timber, -0.3), 7);
    pen.ellipse(120, 132, 70, 20, pen.shade(timber, -0.12));
    pen.ellipse(120, 126, 70, 20, timber);
    pen.ellipse(120, 126, 46, 12, 'none', ` stroke="#${pen.shade(timber, -0.14)}" stroke-width="2"`);
  } else if (leaf === 3) {
    const colors = [main, second, accent, light];
    for (let ring = 0; ring < 5; ring += 1) pen.rect(70 + ring * 9, 236 - ring * 31, 100 - ring * 18, 27, colors[ring % 4] ?? main, 13);
    pen.circle(120, 84, 18, timber);
    pen.shadow(120, 266, 64);
  } else if (leaf === 1) {
    for (const y of [110, 196]) {
      pen.rect(30, y, 180, 11, timber, 2);
      for (const x of [52, 180]) pen.path(at`M${x} ${y + 11}h10l-10 22z`, pen.shade(timber, -0.25));
      for (let thing = 0; thing < 6; thing += 1)
        pen.rect(40 + thing * 27, y - pen.between(26, 52), pen.between(12, 22), 52, pen.shade(pen.strong(), pen.between(-0.1, 0.35)), 3);
      pen.rect(30, y, 180, 11, timber, 2);
    }
  } else {
    pen.shadow(120, 266, 92);
    pen.path('M36 164l24 -34h120l24 34z', pen.shade(timber, 0.25));
    pen.rect(36, 164, 168, 98, timber, 3);
    for (const y of [196, 228]) pen.line(at`M36 ${y}h168`, pen.shade(timber, -0.18), 2);
    for (let joint = 0; joint < 4; joint += 1) for (const x of [36, 190]) pen.rect(x, 168 + joint * 24, 14, 12, pen.shade(timber, -0.3));
    pen.circle(120, 190, 6, deep);
  }
  for (let curl = 0; curl < 4; curl += 1)
    pen.line(at`M${pen.between(20, 200)} ${pen.between(274, 290)}q10 -10 18 0t-6 6`, pen.shade(timber, 0.35), 3);
}

function weaving(pen: Pen, leaf: number): void {
  const { main, second, accent, light, deep } = pen.colors;
  if (leaf === 1) {
    const fiber = pen.shade(accent, 0.2);
    pen.shadow(120, 262, 84);
    pen.path('M70 140q50 -110 100 0', 'none', ` stroke="#${pen.shade(fiber, -0.3)}" stroke-width="10"`);
    for (let row = 0; row < 8; row += 1)
      pen.rect(
        40 + row * 2,
        132 + row * 16,
        160 - row * 4,
        17,
        row === 2 || row === 5 ? pen.strong() : pen.shade(fiber, (row % 2) * 0.2),
        8,
      );
    return;
  }
  pen.line('M34 46h172', pen.shade(deep, 0.2), 8);
  pen.line('M60 44L120 12L180 44', deep, 2);
  const cols = 9;
  for (let col = 0; col < cols; col += 1) {
    const [x, depth] = [48 + col * 16, 40 - Math.abs(col - 4) * (leaf === 3 ? 22 : 9)];
    pen.rect(x, 48, 17, 168 + depth, pen.shade(light, -0.05 - (col % 2) * 0.05));
    for (let fringe = 0; fringe < 2; fringe += 1)
      pen.line(at`M${x + 4 + fringe * 8} ${214 + depth}v${pen.between(24, 36)}`, pen.shade(light, -0.12), 4);
  }
  const bands = 4 + pen.int(3);
  for (let band = 0; band < bands; band += 1) {
    const y = 60 + band * (140 / bands);
    const color = pen.shade(pen.strong(), pen.between(-0.1, 0.3));
    const kind = pen.int(4);
    if (kind === 0) pen.rect(48, y, 145, 14, pen.cloth(color, light, 1));
    else if (kind === 1) pen.path(at`M48 ${y + 18}l24 -18l24 18l24 -18l24 18l24 -18l24 18v8H48z`, color);
    else if (kind === 2)
      for (let diamond = 0; diamond < 4; diamond += 1) pen.path(at`M${66 + diamond * 36} ${y}l14 12l-14 12l-14 -12z`, color);
    else pen.path(at`M48 ${y + 8}q36 -20 72 0t73 0v12q-36 20 -73 0t-72 0z`, color);
  }
  if (pen.chance(0.5)) pen.circle(120, 126, 26, pen.one(accent, main, second));
}
