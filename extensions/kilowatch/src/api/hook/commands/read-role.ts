import { randomBytes } from 'node:crypto';
import { text as readAll } from 'node:stream/consumers';
import type { Database, Queryable } from '../../../storage/database.ts';
import { VIEW_SCHEMA } from '../../../storage/views/definitions.ts';
import { passwordVerifier } from '../../../storage/views/password-verifier.ts';
import {
	findRole,
	listOtherReadable,
	statementsToCreate,
	statementsToGrant,
	statementsToRevoke,
	type ReadRole,
} from '../../../storage/views/read-role.ts';
import type { Runtime } from '../../runtime.ts';
import { CommandRefused, requireSchema, runCommand, type Program, type Say } from './command.ts';
import { readOptions, readRoleOptions } from './options.ts';

/** A password is never an argument, which other people on the machine could see. */
const PASSWORD_VARIABLE = 'KILOWATCH_READ_ROLE_PASSWORD';
/** Of anything else than printable ASCII the protocol might make something else. */
const PASSWORD = /^[\x20-\x7e]{12,200}$/;

/** `kilowatch:read-role`: a role of the database that reads the views for other programs, and nothing else. */
export function addReadRoleCommand(program: Program, runtime: Pick<Runtime, 'database'>): void {
	program
		.command('kilowatch:read-role')
		.description('Let a role of the database read the SQL views, for Grafana and BI tools')
		.option('--name <role>', 'the role; one that is not there is made, with a password')
		.option('--password-stdin', `read the password from standard input, not from ${PASSWORD_VARIABLE}`)
		.option('--personal-days', 'also the days of meters whose holder is a natural person')
		.option('--revoke', 'take it all back')
		.option('--print', 'only print the statements of the grants, for somebody else to run')
		.action((given) =>
			runCommand(runtime, async (say) => {
				const options = readOptions(readRoleOptions, given);
				await requireSchema(runtime);
				const role = { name: options.name, personalDays: options.personalDays };
				const statements = options.revoke ? statementsToRevoke(role.name) : statementsToGrant(role);
				if (options.print) {
					for (const statement of statements) say(`${statement};`);
				} else if (options.revoke) {
					await takeBack(runtime.database, role.name, statements);
					say(`${role.name} reads none of the views any more. The role itself is still there.`);
				} else {
					await give(runtime.database, role, () => readPassword(options.passwordStdin), say);
				}
			}),
		);
}

async function give(
	database: Database,
	role: ReadRole,
	askPassword: () => Promise<string>,
	say: Say,
): Promise<void> {
	const found = await findRole(database, role.name);
	if (found.isSuperuser) {
		throw new CommandRefused(`${role.name} is a superuser and reads everything. Choose another role.`);
	}
	const statements = statementsToGrant(role);
	if (!found.exists) {
		if (!found.mayCreate) {
			throw new CommandRefused(
				`There is no role ${role.name}, and the account of Directus may make none. Have it made by somebody who may (CREATE ROLE … LOGIN, \\password), then run this again.`,
			);
		}
		const verifier = passwordVerifier(await askPassword(), randomBytes(16));
		statements.unshift(...statementsToCreate(role.name, await nameOfDatabase(database), verifier));
	}
	await database.transaction((connection) => runAll(connection, statements));

	say(`${role.name} ${found.exists ? 'may read' : 'was made, and may read'} the views in ${VIEW_SCHEMA}.`);
	const others = await listOtherReadable(database, role.name);
	if (others.length > 0) {
		say(`Besides, it may read what it was given before, or what everybody may: ${others.join(', ')}`);
	}
}

async function takeBack(database: Database, name: string, statements: readonly string[]): Promise<void> {
	if (!(await findRole(database, name)).exists) throw new CommandRefused(`There is no role ${name}.`);
	await database.transaction((connection) => runAll(connection, statements));
}

async function runAll(connection: Queryable, statements: readonly string[]): Promise<void> {
	for (const statement of statements) await connection.query(statement);
}

async function nameOfDatabase(connection: Queryable): Promise<string> {
	const { rows } = await connection.query<{ name: string }>('SELECT current_database() AS name');

	return rows[0]?.name ?? '';
}

async function readPassword(fromStdin: boolean): Promise<string> {
	const password = fromStdin
		? (await readAll(process.stdin)).replace(/\r?\n$/, '')
		: process.env[PASSWORD_VARIABLE];
	if (!password) {
		throw new CommandRefused(
			`A role that is not there needs a password: set ${PASSWORD_VARIABLE}, or pass --password-stdin.`,
		);
	}
	if (!PASSWORD.test(password)) {
		throw new CommandRefused('The password must be 12 to 200 printable characters of ASCII.');
	}

	return password;
}
