/** Styles as text, for parts that keep theirs to themselves. */
declare module '*.css?inline' {
  const text: string;
  export default text;
}
