/** What all plots of the page have in common: uPlot with the colours of the page. */
import { css, unsafeCSS } from 'lit';
import type uPlot from 'uplot';
import plotStyles from 'uplot/dist/uPlot.min.css?inline';

export type Values = readonly (number | null)[];

/** Colours of the page as they hold now, dark or light. */
export interface Ink {
  readonly text: string;
  readonly quiet: string;
  readonly accent: string;
  readonly second: string;
  readonly amber: string;
  readonly red: string;
}

export const inkOf = (host: Element): Ink => {
  const style = getComputedStyle(host);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return {
    text: read('--text'),
    quiet: read('--quiet'),
    accent: read('--accent'),
    second: read('--second'),
    amber: read('--amber-text'),
    red: read('--red-text'),
  };
};

/** An axis that is seen but does not shout. */
export const quietAxis = ({ quiet }: Ink): uPlot.Axis => ({
  stroke: quiet,
  grid: { stroke: `${quiet}33`, width: 1 },
  ticks: { stroke: `${quiet}33`, width: 1 },
});

/** Narrower than this nothing can be read, px. */
const LEAST_WIDTH = 240;

export const widthOf = (host: HTMLElement): number => Math.max(LEAST_WIDTH, host.clientWidth);

/** Calls when the page turns dark or light; returns how to stop. */
export const onTheme = (changed: () => void): (() => void) => {
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', changed);
  return () => dark.removeEventListener('change', changed);
};

export const plotShared = [
  unsafeCSS(plotStyles),
  css`
    .plot {
      overflow: hidden;
    }
    .u-legend {
      text-align: left;
      font-size: 0.85rem;
    }
    figure {
      margin: 0;
    }
    figcaption {
      color: var(--quiet);
      font-size: 0.95rem;
    }
    .line::before {
      content: '';
      display: inline-block;
      width: 1.6em;
      vertical-align: middle;
      margin-right: 0.35em;
      border-top: 3px solid var(--accent);
    }
    .line.second::before {
      border-top: 3px dashed var(--second);
    }
  `,
];
