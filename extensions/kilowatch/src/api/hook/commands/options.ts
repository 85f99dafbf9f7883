import { z } from 'zod';
import { isCalendarDate } from '../../../domain/local-days.ts';
import { CommandRefused } from './command.ts';

/** A message goes on after the option's name. */
const id = z.uuid({ message: 'must be the id of a meter, as its page in the Studio shows it' });
const date = z.string().refine(isCalendarDate, { message: 'must be a date, YYYY-MM-DD' });
const count = (most: number) =>
	z
		.string()
		.regex(/^\d+$/, { message: 'must be a whole number' })
		.transform(Number)
		.refine((value) => value >= 1 && value <= most, { message: `must be from 1 to ${most}` });
const flag = z.boolean().default(false);

const meters = { building: z.string().min(1).optional(), device: z.array(id).optional() };
/** `--no-wait` is commander's `wait: false`. */
const following = { wait: z.boolean().default(true), work: flag };

const MAX_MONTHS = 1200;
const MAX_DAYS = 3660;

export const syncOptions = z
	.object({ ...meters, ...following, from: date.optional(), to: date.optional() })
	.refine(({ from, to }) => (from === undefined) === (to === undefined), {
		message: '--from and --to go together; --to is not included',
	})
	.refine(({ from, to }) => from === undefined || to === undefined || from < to, {
		message: '--from must be before --to',
	})
	.refine(canFollow, { message: followsOrNot() });

export const backfillOptions = z
	.object({ ...meters, ...following, months: count(MAX_MONTHS).optional(), dryRun: flag })
	.refine(canFollow, { message: followsOrNot() });

export const importArguments = z.object({ device: id, file: z.string().min(1), dryRun: flag, json: flag });

export const consentsOptions = z
	.object({
		json: flag,
		full: flag,
		expiring: count(MAX_DAYS).optional(),
		proof: z.string().trim().min(1, { message: 'must be a point id' }).optional(),
	})
	.refine(({ full, expiring, proof }) => proof === undefined || (!full && expiring === undefined), {
		message: '--proof goes with --json alone: what is left of an erased meter has no more to show',
	});

/** What PostgreSQL keeps of a name; `pg_` is its own, and `public` is everybody. */
const MAX_ROLE_BYTES = 63;

export const readRoleOptions = z
	.object({
		name: z
			.string({ message: 'must name the role' })
			.refine((name) => name !== '' && !name.includes('\0') && Buffer.byteLength(name) <= MAX_ROLE_BYTES, {
				message: `must be 1 to ${MAX_ROLE_BYTES} bytes`,
			})
			.refine((name) => !/^(pg_|public$|none$)/i.test(name), { message: 'is a name of PostgreSQL’s own' }),
		passwordStdin: flag,
		personalDays: flag,
		revoke: flag,
		print: flag,
	})
	.refine(({ revoke, personalDays, passwordStdin }) => !revoke || (!personalDays && !passwordStdin), {
		message: '--revoke takes everything back; it goes with --name and --print alone',
	});

/**
 * @param words names of what is typed without a name, as a command's arguments are
 * @throws CommandRefused with a sentence for the first mistake, that names its option
 */
export function readOptions<Schema extends z.ZodType>(
	schema: Schema,
	given: unknown,
	words: readonly string[] = [],
): z.output<Schema> {
	const read = schema.safeParse(given);
	if (read.success) return read.data;
	const [issue] = read.error.issues;
	const message = issue?.message ?? '';
	if (issue?.path[0] === undefined) throw new CommandRefused(message);
	const name = String(issue.path[0]);

	throw new CommandRefused(`${words.includes(name) ? `<${name}>` : flagOf(name)} ${message}`);
}

/** As it is typed: `dryRun` is `--dry-run`. */
function flagOf(name: string): string {
	return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function canFollow({ wait, work }: { wait: boolean; work: boolean }): boolean {
	return wait || !work;
}

function followsOrNot(): string {
	return '--work and --no-wait exclude each other: who works the runs off sees them end';
}
