/** Where the plot of a chart lies, inside its axes, in CSS pixels. */
export interface PlotArea {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
