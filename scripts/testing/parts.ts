import { UsageError } from '../start/options.ts';

/** The parts of `npm test`, in their order. */
export const partNames = [
	'build',
	'lint',
	'types',
	'dead-code',
	'arrows',
	'validate',
	'unit',
	'snapshot',
	'integration-timescaledb',
	'integration-postgresql',
	'chaos',
	'e2e',
	'browser',
] as const;

export type PartName = (typeof partNames)[number];

/** Programs of one thread each that need no server. */
const programs: readonly PartName[] = ['build', 'lint', 'types', 'dead-code', 'arrows', 'validate'];
/** It takes as long as the other programs together. */
const LONG: PartName = 'lint';

/** Names that stand for several parts. */
const groups: Record<string, readonly PartName[]> = {
	static: programs,
	integration: ['integration-timescaledb', 'integration-postgresql'],
};

/** The chosen parts as they run: `beside` and `before` at once, as each of them keeps one core busy, then `after`. */
export function inLanes(chosen: Set<PartName>): Record<'beside' | 'before' | 'after', PartName[]> {
	const isProgram = (part: PartName) => programs.includes(part);

	return {
		beside: [...chosen].filter((part) => part === LONG),
		before: [...chosen].filter((part) => isProgram(part) && part !== LONG),
		after: [...chosen].filter((part) => !isProgram(part)),
	};
}

/** Which parts run: all, or those that `--only a,b` names. Throws `UsageError`. */
export function chooseParts(commandArguments: string[]): Set<PartName> {
	if (commandArguments.length === 0) return new Set(partNames);
	const [flag, list] = (commandArguments[0] ?? '').includes('=')
		? (commandArguments[0] ?? '').split('=', 2)
		: commandArguments;
	if (flag !== '--only' || !list) throw new UsageError(`npm test [-- --only ${allNames().join(',')}]`);
	return new Set(
		list.split(',').flatMap((name) => {
			const parts = groups[name] ?? partNames.filter((part) => part === name);
			if (parts.length === 0) {
				throw new UsageError(`There is no part "${name}"; there are ${allNames().join(', ')}.`);
			}
			return parts;
		}),
	);
}

function allNames(): string[] {
	return [...Object.keys(groups), ...partNames];
}
