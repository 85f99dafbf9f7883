import { errorCodes } from '../../shared/error-codes.ts';
import { InstallRefused } from '../../storage/migrate/install-refused.ts';
import { countApplied, migrateDown, migrateUp } from '../../storage/migrate/runner.ts';
import { setUpStudio } from '../../storage/migrate/studio.ts';
import { migrations } from '../../../../../migrations/index.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import { excludedTables, readAllowedCollections } from '../install/collection-licence.ts';
import type { Runtime } from '../runtime.ts';

/** As much of commander as the commands need. */
interface Program {
	command(name: string): Program;
	description(text: string): Program;
	option(flags: string, text: string): Program;
	action(run: (options: Record<string, unknown>) => Promise<void>): Program;
}

type InstallRuntime = Pick<Runtime, 'database' | 'environment' | 'installation'>;

/**
 * Installs the schema when Directus starts, and adds the commands `kilowatch:migrate` and `kilowatch:setup`. A failure
 * never ends Directus: it is kept in `runtime.installation`, logged, and answered by our routes.
 */
export function registerInstall(
	{ init }: Pick<RegisterFunctions, 'init'>,
	context: ApiContext,
	runtime: InstallRuntime,
): void {
	// Directus waits for it, whatever its type says.
	// eslint-disable-next-line @typescript-eslint/no-misused-promises
	init('app.before', async () => {
		runtime.installation = await install(context, runtime);
	});

	init('cli.before', ({ program }) => {
		const commands = program as Program;
		commands
			.command('kilowatch:migrate')
			.description('Make or update the tables and collections of Kilowatch')
			.option('--down', 'take Kilowatch out of this project again')
			.option('--delete-data', 'with --down: also when readings, consents and the audit log are lost')
			.action(async ({ down, deleteData }) => {
				await run(runtime, async (say) => {
					const done =
						down === true
							? await migrateDown(runtime.database, { migrations, deleteData: deleteData === true })
							: await migrateUp(runtime.database, upOptions(context, runtime));
					await clearSchemaCache(context);
					say(
						done.length === 0
							? 'Nothing to do.'
							: `${down === true ? 'Taken back' : 'Done'}: migrations ${done.join(', ')}.`,
					);
					if (done.length > 0) say('Restart running Directus processes, so that they see it.');
				});
			});
		commands
			.command('kilowatch:setup')
			.description('Enable the Kilowatch module and let its policies open dashboards')
			.action(async () => {
				await run(runtime, async (say) => {
					const { module, grants } = await setUpStudio(runtime.database);
					await clearSchemaCache(context);
					say(module ? 'The module "kilowatch" is enabled.' : 'The module "kilowatch" was enabled already.');
					say(
						grants > 0
							? `The policies "Kilowatch manager" and "Kilowatch reader" may open dashboards (${grants} permissions added).`
							: 'The policies could open dashboards already.',
					);
				});
			});
	});
}

async function install(context: ApiContext, runtime: InstallRuntime): Promise<Runtime['installation']> {
	const { database, environment } = runtime;
	const available = migrations.length;
	let error: string | null = null;

	try {
		const pending = available - (await countApplied(database));
		if (pending > 0 && !environment.KILOWATCH_AUTO_MIGRATE) {
			error = `${pending} migrations are waiting, and KILOWATCH_AUTO_MIGRATE is false. Run: npx directus kilowatch:migrate`;
			context.logger.warn(`Kilowatch: ${error}`);
		} else {
			const done = await migrateUp(database, upOptions(context, runtime));
			if (done.length > 0) context.logger.info(`Kilowatch: migrations ${done.join(', ')} done`);
		}
		// Also after only having waited: the schema that this process has read may be older than the lock.
		await clearSchemaCache(context);
	} catch (failure) {
		error = failure instanceof Error ? failure.message : String(failure);
		context.logger.error(
			failure instanceof InstallRefused ? undefined : failure,
			`Kilowatch is not installed (${errorCodes.notInstalled}): ${error}`,
		);
	}

	return { applied: await countApplied(database).catch(() => 0), available, error };
}

function upOptions(context: ApiContext, { environment }: InstallRuntime): Parameters<typeof migrateUp>[1] {
	return {
		migrations,
		scope: environment.KILOWATCH_SCOPE,
		readingsMonths: environment.KILOWATCH_READINGS_MONTHS,
		excludedTables: excludedTables(context.env),
		collectionsAllowed: () => readAllowedCollections(context),
		warn: (message) => {
			context.logger.warn(`Kilowatch: ${message}`);
		},
	};
}

/** Directus keeps what it has read of tables, fields and permissions; all of it is read anew. */
async function clearSchemaCache({ services, getSchema }: ApiContext): Promise<void> {
	const accountability = { user: null, role: null, roles: [], admin: true, app: true, ip: null };
	const utils = new services.UtilsService({ schema: await getSchema(), accountability });
	await utils.clearCache({ system: true });
}

/** Runs a command, says how it ended, and ends the process as Directus' own commands do. */
async function run(
	{ database }: InstallRuntime,
	work: (say: (line: string) => void) => Promise<void>,
): Promise<never> {
	let exitCode = 0;
	try {
		await work((line) => process.stdout.write(`${line}\n`));
	} catch (error) {
		exitCode = 1;
		const text =
			error instanceof InstallRefused ? error.message : error instanceof Error ? error.stack : error;
		process.stderr.write(`${String(text)}\n`);
	}
	await database.close();
	process.exit(exitCode);
}
