import type { Pen } from './pen.ts';

/** Draws what a top-level topic is about on the whole sheet; the middle topic chooses the subject, the leaf its kind. */
export type Scene = (pen: Pen, middle: number, leaf: number) => void;
