/** Does something as a whole: what is there of it is closed if it fails, or as soon as it is called off. Throws the reason then. */
export async function orNothing(
  whole: { close(): Promise<void> },
  signal: AbortSignal | undefined,
  act: () => Promise<void>,
): Promise<void> {
  const callOff = (): void => void whole.close();
  signal?.addEventListener('abort', callOff, { once: true });
  try {
    signal?.throwIfAborted();
    await act();
  } catch (error) {
    await whole.close();
    throw signal?.aborted === true ? signal.reason : error;
  } finally {
    signal?.removeEventListener('abort', callOff);
  }
}
