/** How Beltline works, in one picture. */
import { element, label, line, svg } from '../../src/report/svg.ts';

interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly title: string;
  readonly words: readonly string[];
  readonly look?: 'real' | 'ours';
}

const WIDTH = 880;
const HEIGHT = 400;
const ROOM = 74;

const STYLE = `
text{font:12px -apple-system,"Segoe UI","Liberation Sans",Helvetica,Arial,sans-serif;fill:#24303f}
.card{fill:#fbfcfe;stroke:#d5dce6}
.room{fill:#fff;stroke:#1f6fd6;stroke-width:1.5}
.outside{fill:#eef2f7;stroke:#8fa0b5}
.title{font-weight:700;font-size:13.5px}
.quiet{fill:#5a687b}
.way{stroke:#24303f;stroke-width:1.6}
.head{fill:#24303f}
@media (prefers-color-scheme:dark){
text{fill:#dbe4f0}.card{fill:#0f1724;stroke:#33415c}.room{fill:#16213a;stroke:#62a8ff}.outside{fill:#1a2230;stroke:#54647c}
.quiet{fill:#9fb0c6}.way{stroke:#dbe4f0}.head{fill:#dbe4f0}
}
`;

const ROOMS: readonly Room[] = [
  {
    x: 24,
    y: 60,
    width: 150,
    title: 'Belt',
    words: ['IMU on the lower spine,', 'and a motor that buzzes'],
    look: 'real',
  },
  {
    x: 214,
    y: 60,
    width: 190,
    title: 'Link',
    words: ['noble in its own process,', 'driver, clock, what was missed'],
  },
  {
    x: 444,
    y: 60,
    width: 200,
    title: 'Motion',
    words: ['which way is up, pitch, twist,', 'vertical velocity; gaps are told'],
  },
  {
    x: 684,
    y: 60,
    width: 172,
    title: 'Reps',
    words: ['live: lift-off, slowing, back', 'final: speed with its band'],
  },
  { x: 684, y: 190, width: 172, title: 'Cues', words: ['what you are told, when,', 'and how often'] },
  {
    x: 444,
    y: 190,
    width: 200,
    title: 'Live page',
    words: ['the phone against the plate:', 'reps, speed, warnings, debrief'],
  },
  {
    x: 214,
    y: 190,
    width: 190,
    title: 'ntfy, webhook',
    words: ['for whoever is not in the room'],
    look: 'real',
  },
  {
    x: 24,
    y: 305,
    width: 150,
    title: 'Recording',
    words: ['bytes below the decoder:', 'replay, analyze, report'],
  },
  {
    x: 214,
    y: 305,
    width: 190,
    title: 'Store',
    words: ['sessions, sets, reps on disk', 'before anything else sees them'],
  },
  {
    x: 444,
    y: 305,
    width: 200,
    title: 'Outbox',
    words: ['waits through outages,', 'each point arrives once'],
  },
  {
    x: 684,
    y: 305,
    width: 172,
    title: 'InfluxDB, Grafana',
    words: ['velocity by load,', 'the back over weeks'],
    look: 'real',
  },
];

const draw = ({ x, y, width, title, words, look }: Room): string[] => [
  element('rect', { x, y, width, height: ROOM, rx: 8, class: look === 'real' ? 'outside' : 'room' }),
  label(x + 12, y + 22, title, { class: 'title' }),
  ...words.map((text, i) => label(x + 12, y + 41 + 17 * i, text, { class: 'quiet' })),
];

/** An arrow along a line of right angles. */
const arrow = (...points: readonly (readonly [number, number])[]): string[] => {
  const lines = points.slice(1).map(([x, y], i) => line(points[i][0], points[i][1], x, y, { class: 'way' }));
  const [x, y] = points[points.length - 1];
  const [px, py] = points[points.length - 2];
  const [dx, dy] = [Math.sign(x - px), Math.sign(y - py)];
  const tip = [
    [x, y],
    [x - 9 * dx - 5 * dy, y - 9 * dy - 5 * dx],
    [x - 9 * dx + 5 * dy, y - 9 * dy + 5 * dx],
  ];
  return [...lines, element('polygon', { points: tip.map((one) => one.join(',')).join(' '), class: 'head' })];
};

/** The whole picture. */
export const howPicture = (): string =>
  svg(
    {
      width: WIDTH,
      height: HEIGHT,
      title:
        'The belt sends samples over Bluetooth; link, motion and reps follow one another; cues go to the belt, the page and the phone; recording, store, outbox and InfluxDB keep what was lifted.',
      style: STYLE,
    },
    [
      element('rect', { x: 0.5, y: 0.5, width: WIDTH - 1, height: HEIGHT - 1, rx: 10, class: 'card' }),
      label(24, 32, 'Posture and bar speed from one stream; blue is Beltline.', { class: 'quiet' }),
      ...ROOMS.flatMap(draw),
      ...arrow([174, 97], [214, 97]),
      ...arrow([404, 97], [444, 97]),
      ...arrow([644, 97], [684, 97]),
      ...arrow([790, 134], [790, 190]),
      ...arrow([684, 227], [644, 227]),
      ...arrow([444, 227], [404, 227]),
      // The buzz goes back to the belt.
      ...arrow([770, 264], [770, 284], [99, 284], [99, 134]),
      label(290, 279, 'buzz', { class: 'quiet' }),
      ...arrow([194, 97], [194, 342], [174, 342]),
      ...arrow([720, 134], [720, 162], [424, 162], [424, 342], [404, 342]),
      ...arrow([404, 360], [444, 360]),
      ...arrow([644, 342], [684, 342]),
    ],
  );
