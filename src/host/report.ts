/** How the host tells people something: one line and the facts in it. Which levels are shown is for the caller to decide. */
export type Report = (level: 'info' | 'warn', message: string, facts?: Readonly<Record<string, string | number>>) => void;
