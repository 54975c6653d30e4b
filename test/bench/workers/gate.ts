/** Holds whoever awaits it until it is opened. */
export class Gate {
  open: (value: number) => void = () => {};
  readonly opened = new Promise<number>((resolve) => {
    this.open = resolve;
  });
}
