import { useElementSize } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import chart from '../../ui/chart/chart.module.css';
import type { Domain } from '../../ui/chart/scale.ts';
import { FrontierDrawing } from './frontier-drawing.tsx';
import { FrontierOverlay } from './frontier-overlay.tsx';
import { plotFrame } from './frontier-frame.ts';
import type { FrontierSeries, Mark } from './frontier-series.ts';
import { FrontierTip } from './frontier-tip.tsx';

interface FrontierChartProps {
  readonly series: FrontierSeries;
  readonly objectives: readonly [string, string];
  /** Said in the drawing, so that a picture saved of it tells as well. */
  readonly intervals: string;
  readonly x: Domain;
  readonly y: Domain;
  /** Keys of the marks that a knee rule names. */
  readonly knees: ReadonlySet<string>;
  /** The mark of the selected policy. */
  readonly selected: Mark | undefined;
  /** Whether the selected mark's name is drawn; the drawing may do so already. */
  readonly named: boolean;
  readonly onSelect: (point: number) => void;
  readonly onSelectBeside: (place: number) => void;
}

function marksOf({ policies, statics, others, matched, production }: FrontierSeries): readonly Mark[] {
  return [...policies, ...statics, ...others, ...[matched, production].filter((mark) => mark !== undefined)];
}

/** The frontier in the room it is given: the drawing, over it the selected point, and what the pointer is over. */
export function FrontierChart({
  series,
  objectives,
  intervals,
  x,
  y,
  knees,
  selected,
  named,
  onSelect,
  onSelectBeside,
}: FrontierChartProps) {
  const { ref, width, height } = useElementSize();
  const frame = useMemo(() => plotFrame(width, height, x, y), [width, height, x, y]);
  const [pointedAt, setPointedAt] = useState<string>();
  // Looked up, so that its figures are whole where the drawing cuts an interval at the edge of the plot.
  const pointed = pointedAt === undefined ? undefined : marksOf(series).find(({ key }) => key === pointedAt);
  return (
    <div ref={ref} className={chart['room']}>
      {frame === undefined ? undefined : (
        <>
          <FrontierDrawing
            series={series}
            objectives={objectives}
            intervals={intervals}
            frame={frame}
            knees={knees}
            onSelect={onSelect}
            onSelectBeside={onSelectBeside}
            onPoint={setPointedAt}
          />
          <FrontierOverlay frame={frame} mark={selected} named={named} />
          {pointed === undefined ? undefined : <FrontierTip objectives={objectives} mark={pointed} frame={frame} />}
        </>
      )}
    </div>
  );
}
