/** How the page looks: figures for three metres, buttons for thumbs. */
import { css } from 'lit';

export const appStyles = css`
  main,
  header {
    max-width: 76rem;
    margin: 0 auto;
    padding: 0.6rem 0.9rem;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    gap: 0.3rem 1rem;
    align-items: center;
    font-size: 0.95rem;
  }
  h1 {
    font-size: 1rem;
    margin: 0;
  }
  .badge {
    border: 2px solid var(--amber);
    border-radius: 0.5rem;
    padding: 0 0.5rem;
  }
  .ok::before {
    content: '● ';
    color: var(--good);
  }
  .bad::before {
    content: '✕ ';
    color: var(--red-text);
  }
  .banner {
    font-size: clamp(1.7rem, 8.5vw, 4rem);
    font-weight: 800;
    text-align: center;
    border-radius: 0.8rem;
    padding: 0.35em 0.3em;
    background: var(--panel);
    border: 3px solid var(--line);
    line-height: 1.1;
  }
  .banner small {
    display: block;
    font-size: 0.45em;
    font-weight: 500;
  }
  .card > .banner {
    margin-bottom: 0.8rem;
  }
  .banner.set {
    border-color: var(--good);
  }
  .banner.blind {
    background: var(--red);
    border-color: var(--red);
    color: var(--on-red);
  }
  .figures {
    display: grid;
    grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
    gap: 0.8rem;
    align-items: end;
    margin: 0.8rem 0;
  }
  .count {
    font-size: clamp(6rem, 36vw, 15rem);
    font-weight: 800;
    line-height: 0.85;
  }
  .velocity {
    font-size: clamp(3rem, 19vw, 7rem);
    font-weight: 700;
    line-height: 1;
  }
  .caption {
    color: var(--quiet);
    font-size: clamp(1rem, 4.4vw, 1.6rem);
  }
  .two {
    display: grid;
    gap: 1rem;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    margin-top: 0.6rem;
  }
  @media (min-width: 60rem) {
    .live {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 2rem;
    }
    .live .figures {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1.3fr);
    }
  }
  h2 small {
    display: block;
    font-weight: 400;
  }
  header button {
    min-height: 2.75rem;
  }
  .loss {
    font-size: clamp(1.8rem, 9vw, 3.4rem);
    font-weight: 700;
    line-height: 1.1;
  }
  progress {
    width: 100%;
    height: 1.4rem;
    accent-color: var(--accent);
  }
  nav {
    display: flex;
    gap: 0.5rem;
  }
  nav button {
    flex: 1;
    min-width: 0;
    padding: 0.4rem;
  }
  .card {
    margin-top: 0.8rem;
  }
  .story {
    border-left: 4px solid var(--amber);
    background: var(--panel);
    border-radius: 0.4rem;
    padding: 0.4rem 0.7rem;
    margin-bottom: 0.6rem;
    font-size: 0.95rem;
  }
  .story summary {
    cursor: pointer;
  }
  /* What is needed between two sets stays under the thumb, whatever the page shows above. */
  .dock {
    position: sticky;
    bottom: 0;
    background: var(--ground);
    border-top: 2px solid var(--line);
    margin-top: 1rem;
    padding: 0.5rem 0 max(0.5rem, env(safe-area-inset-bottom));
    z-index: 1;
  }
  footer {
    color: var(--quiet);
    font-size: 0.85rem;
    max-width: 76rem;
    margin: 0 auto;
    padding: 1rem 0.9rem 2rem;
  }
  .stop {
    font-size: clamp(1.4rem, 6vw, 2.4rem);
    padding: 2rem 1rem;
    text-align: center;
  }
  /* A phone on its side, or a very small one: what is read from afar comes first. */
  @media (max-height: 30rem) {
    .story,
    header .badge ~ .badge {
      display: none;
    }
    .live {
      display: grid;
      grid-template-columns: repeat(2, minmax(0, 1fr));
      gap: 1rem;
    }
    .banner {
      font-size: clamp(1.2rem, 7vh, 2rem);
    }
    .count {
      font-size: clamp(3.5rem, 28vh, 8rem);
    }
    .velocity {
      font-size: clamp(2rem, 16vh, 5rem);
    }
    nav button {
      min-height: 2.75rem;
    }
    .live .two {
      display: none;
    }
    .dock {
      position: static;
    }
  }
  @media (max-width: 22rem) {
    .story {
      font-size: 0.85rem;
    }
    .count {
      font-size: clamp(4.5rem, 30vw, 6rem);
    }
  }
`;
