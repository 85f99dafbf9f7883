/**
 * Whether programs get a process group of their own, so that Ctrl-C reaches this script alone. A test suite's programs
 * stay in its group, to end with it when it is ended by force.
 */
export const inOwnGroup = process.env.VITEST === undefined;

/** Ends a program that was started here, and with it what it started. */
export function endByForce(pid: number): void {
	try {
		process.kill(inOwnGroup ? -pid : pid, 'SIGKILL');
	} catch {
		// it ended by itself in the meantime
	}
}
