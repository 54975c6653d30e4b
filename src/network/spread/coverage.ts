/** How many deliveries there were by which virtual ms since the beginning. */
export class Coverage {
  /** By ms. */
  private readonly gained: number[] = [];
  private total = 0;

  /** `wanted`: deliveries until all have all. */
  constructor(private readonly wanted: number) {}

  add(ms: number, deliveries: number): void {
    while (this.gained.length <= ms) this.gained.push(0);
    this.gained[ms] = (this.gained[ms] as number) + deliveries;
    this.total += deliveries;
  }

  get isComplete(): boolean {
    return this.total >= this.wanted;
  }

  /** 0 to 1. */
  get share(): number {
    return this.total / this.wanted;
  }

  /** Ms at which a share of all deliveries was there; undefined if it never was. */
  timeTo(share: number): number | undefined {
    let sum = 0;
    const enough = Math.ceil(share * this.wanted);
    for (let ms = 0; ms < this.gained.length; ms++) {
      sum += this.gained[ms] as number;
      if (sum >= enough) return ms;
    }
    return undefined;
  }

  /** The share at the end of each of so many equal pieces of the time. */
  curve(pieces: number): number[] {
    const shares: number[] = [];
    let sum = 0;
    let ms = 0;
    for (let piece = 1; piece <= pieces; piece++) {
      const until = Math.ceil((piece * this.gained.length) / pieces);
      for (; ms < until; ms++) sum += this.gained[ms] as number;
      shares.push(sum / this.wanted);
    }
    return shares;
  }
}
