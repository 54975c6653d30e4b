type Answers<T> = { readonly [K in keyof T]: (facts: never) => unknown };

/** Makes this process answer the questions of a `Worker`; it ends with the process that asks. */
export function answer<T extends Answers<T>>(answers: T): void {
  process.on('message', ({ question, facts }: { question: keyof T & string; facts: never }) => {
    const reply = async (): Promise<unknown> => answers[question](facts);
    reply().then(
      (value) => process.send?.({ value: value ?? null }),
      (error: unknown) => process.send?.({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
  });
  process.on('disconnect', () => process.exit());
}
