/**
 * Shape of a net that joins a state tower and an action tower: every head h is base_h(s) + static_h(a) + sum over k of U_hk(s) V_hk(a). The low rank keeps a
 * table of rows by actions cheap to fill, and few numbers to learn where each action has few rows.
 */
export interface FactoredShape {
  /** State inputs. */
  readonly inputs: number;
  /** Numbers that describe one action besides its own number. */
  readonly actionInputs: number;
  readonly actions: number;
  readonly heads: number;
  readonly hidden: number;
  readonly actionHidden: number;
  /** Products per head. */
  readonly rank: number;
}

/** The parameters in the order of the flat vector; weights are [from, to], biases one row. */
export function factoredParameters(
  shape: FactoredShape,
): readonly { readonly name: string; readonly rows: number; readonly columns: number }[] {
  const { inputs, actionInputs, actions, heads, hidden, actionHidden, rank } = shape;
  const out = heads * (1 + rank);
  return [
    { name: 'first', rows: inputs, columns: hidden },
    { name: 'firstBias', rows: 1, columns: hidden },
    { name: 'second', rows: hidden, columns: hidden },
    { name: 'secondBias', rows: 1, columns: hidden },
    { name: 'state', rows: hidden, columns: out },
    { name: 'stateBias', rows: 1, columns: out },
    ...(actionInputs === 0
      ? []
      : [
          { name: 'action', rows: actionInputs, columns: actionHidden },
          { name: 'actionBias', rows: 1, columns: actionHidden },
          { name: 'grid', rows: actionHidden, columns: out },
        ]),
    // Each action's own part beside what its weights say, so that the grid need not be smooth.
    { name: 'own', rows: actions, columns: out },
  ];
}

/** Length of the flat vector. */
export function factoredSize(shape: FactoredShape): number {
  return factoredParameters(shape).reduce((sum, { rows, columns }) => sum + rows * columns, 0);
}
