/** Styles that several parts of the page share. */
import { css } from 'lit';

export const shared = css`
  :host {
    display: block;
  }
  * {
    box-sizing: border-box;
  }
  h2 {
    font-size: 1rem;
    font-weight: 600;
    margin: 0 0 0.4rem;
    color: var(--quiet);
  }
  button,
  select,
  input {
    font: inherit;
    color: var(--text);
    background: var(--panel);
    border: 2px solid var(--line);
    border-radius: 0.7rem;
    min-height: 3.2rem;
    padding: 0.4rem 0.9rem;
  }
  select {
    padding-inline: 0.5rem;
  }
  button {
    cursor: pointer;
    font-weight: 600;
  }
  button:disabled {
    color: var(--quiet);
    cursor: default;
  }
  button[aria-pressed='true'] {
    background: var(--text);
    color: var(--ground);
    border-color: var(--text);
  }
  button:focus-visible,
  select:focus-visible,
  input:focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .quiet {
    color: var(--quiet);
  }
  table {
    border-collapse: collapse;
    width: 100%;
    font-size: 0.95rem;
  }
  th,
  td {
    text-align: right;
    padding: 0.45rem 0.5rem;
    border-bottom: 1px solid var(--line);
    white-space: nowrap;
  }
  th {
    color: var(--quiet);
    font-weight: 600;
  }
  th:first-child,
  td:first-child {
    text-align: left;
  }
  td.words,
  th.words {
    text-align: left;
    white-space: normal;
  }
  .scroll {
    overflow-x: auto;
  }
  .unseen {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
`;
