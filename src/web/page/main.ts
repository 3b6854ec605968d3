/** What the page loads. */
import './beltline-app.ts';
