import { useEffect } from 'react';
import { usePlotArea } from 'recharts';

export interface PlotArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Stands inside a chart and tells where its plot lies, so that an overlay beside the chart can move without redrawing it. */
export function PlotAreaProbe({ onChange }: { readonly onChange: (area: PlotArea) => void }): undefined {
  const area = usePlotArea();
  const { x, y, width, height } = area ?? { x: 0, y: 0, width: 0, height: 0 };
  useEffect(() => {
    if (width > 0 && height > 0) onChange({ x, y, width, height });
  }, [x, y, width, height, onChange]);
  return undefined;
}
