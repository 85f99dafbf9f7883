import { errorCodes } from '../../shared/error-codes.ts';
import { InstallRefused } from '../../storage/migrate/install-refused.ts';
import { countApplied, migrateUp } from '../../storage/migrate/runner.ts';
import { migrations } from '../../../../../migrations/index.ts';
import type { ApiContext, RegisterFunctions } from '../directus.ts';
import { migrateOptions } from '../install/migrate-options.ts';
import { clearSchemaCache } from '../install/schema-cache.ts';
import type { Runtime } from '../runtime.ts';
import { addAuditVerifyCommand } from './commands/audit-verify.ts';
import { addBackfillCommand } from './commands/backfill.ts';
import type { Program } from './commands/command.ts';
import { addConsentsCommand } from './commands/consents.ts';
import { addImportCommand } from './commands/import.ts';
import { addMigrateCommand } from './commands/migrate.ts';
import { addReadRoleCommand } from './commands/read-role.ts';
import { addRotateKeysCommand } from './commands/rotate-keys.ts';
import { addSetupCommand } from './commands/setup.ts';
import { addSyncCommand } from './commands/sync.ts';

/**
 * Installs the schema when Directus starts, and adds the commands. A failure never ends Directus: it is kept in
 * `runtime.installation`, logged, and answered by our routes.
 */
export function registerInstall(
	{ init }: Pick<RegisterFunctions, 'init'>,
	context: ApiContext,
	runtime: Runtime,
): void {
	// Directus waits for it, whatever its type says.
	// eslint-disable-next-line @typescript-eslint/no-misused-promises
	init('app.before', async () => {
		runtime.installation = await install(context, runtime);
	});

	init('cli.before', ({ program }) => {
		addMigrateCommand(program as Program, context, runtime);
		addSetupCommand(program as Program, context, runtime);
		addRotateKeysCommand(program as Program, runtime);
		addAuditVerifyCommand(program as Program, runtime);
		addReadRoleCommand(program as Program, runtime);
		addSyncCommand(program as Program, runtime);
		addBackfillCommand(program as Program, runtime);
		addImportCommand(program as Program, context, runtime);
		addConsentsCommand(program as Program, runtime);
	});
}

async function install(context: ApiContext, runtime: Runtime): Promise<Runtime['installation']> {
	const { database, environment } = runtime;
	const available = migrations.length;
	let error: string | null = null;

	try {
		const pending = available - (await countApplied(database));
		if (pending > 0 && !environment.KILOWATCH_AUTO_MIGRATE) {
			error = `${pending} migrations are waiting, and KILOWATCH_AUTO_MIGRATE is false. Run: npx directus kilowatch:migrate`;
			context.logger.warn(`Kilowatch: ${error}`);
		} else {
			const done = await migrateUp(database, migrateOptions(context, environment));
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
