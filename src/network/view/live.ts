import type { Board } from './board.js';
import type { Display } from './display.js';
import { draw, type Scene, type ScreenSize } from './draw.js';
import type { Frame } from './frame.js';

/** What pictures are shown on. */
export interface Screen {
  size(): ScreenSize;
  /** `at`: ms since the beginning. */
  show(frame: Frame, at: number): void;
  close(): void;
}

/** Ms between two pictures: quick enough to look alive. */
const EVERY = 100;

/** A story as pictures, ten a second. */
export class LiveDisplay implements Display {
  private scene: Scene;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly board: Board,
    private readonly clock: () => number,
    private readonly screen: Screen,
    title: string,
  ) {
    this.scene = { title, explanation: '', sides: undefined, footer: [] };
    this.timer = setInterval(() => this.show(), EVERY);
  }

  explain(explanation: string): void {
    this.scene = { ...this.scene, explanation };
  }

  /** The board knows already. */
  held(): void {}

  cut(sides: readonly number[] | undefined): void {
    this.scene = { ...this.scene, sides };
  }

  commands(footer: readonly string[]): void {
    this.scene = { ...this.scene, footer };
  }

  close(): void {
    clearInterval(this.timer);
    this.show();
    this.screen.close();
  }

  private show(): void {
    const now = this.clock();
    this.screen.show(draw(this.board, this.scene, now, this.screen.size()), now);
  }
}
