import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { DeviceBusy, importFile } from '../../../importing/import-file.ts';
import { FileError } from '../../../providers/enedis-file/file-error.ts';
import { readImportedDevice } from '../../../storage/file-imports.ts';
import type { ApiContext } from '../../directus.ts';
import { importContext } from '../../import-context.ts';
import type { Runtime } from '../../runtime.ts';
import { CommandRefused, requireSchema, runCommand, type Program } from './command.ts';
import { importLines } from './import-lines.ts';
import { importArguments, readOptions } from './options.ts';
import { createProgressLine, type ProgressLine } from './progress-line.ts';

/** `kilowatch:import`: an operator's export from this machine's disk, looked at and stored, or only looked at. */
export function addImportCommand(program: Program, context: ApiContext, runtime: Runtime): void {
	program
		.command('kilowatch:import')
		.description('Import an operator’s export into a meter')
		.argument('<device>', 'id of the meter')
		.argument('<file>', 'path of the file')
		.option('--dry-run', 'only look at it')
		.option('--json', 'what was found as JSON, on one line')
		.action((device: string, file: string, options: Record<string, unknown>) =>
			runCommand(runtime, async (say) => {
				const given = readOptions(importArguments, { ...options, device, file }, ['device', 'file']);
				await requireSchema(runtime);
				const facts = await readImportedDevice(runtime.database, given.device);
				if (!facts) throw new CommandRefused(`There is no meter ${given.device}.`);
				if (facts.deviceType !== 'electricity_meter') {
					throw new CommandRefused('Only electricity meters take a file of readings.');
				}
				const bytes = await sizeOf(given.file, runtime.environment.KILOWATCH_IMPORT_MAX_BYTES);
				const progress = createProgressLine(process.stderr, Date.now);
				const finish = async (run: string, result: object) => {
					const { ItemsService } = context.services;
					const schema = await context.getSchema();
					await new ItemsService('iot_sync_runs', { schema }).updateOne(run, result);
				};
				const report = await importFile(importContext(runtime, finish, new AbortController().signal), {
					device: given.device,
					facts,
					actor: { kind: 'command' },
					source: readFile(given.file, bytes, progress),
					isDryRun: given.dryRun,
				})
					.catch(refuse)
					.finally(() => progress.end());

				if (given.json) say(JSON.stringify(report));
				else for (const line of importLines(report)) say(line);
			}),
		);
}

/** @throws CommandRefused where there is no such file, or one that is not taken */
async function sizeOf(file: string, most: number): Promise<number> {
	const found = await stat(file).catch(() => undefined);
	if (!found?.isFile()) throw new CommandRefused(`There is no file ${file}.`);
	if (found.size === 0) throw new CommandRefused(`The file ${file} is empty.`);
	if (found.size > most) {
		throw new CommandRefused(
			`The file has ${found.size} bytes; KILOWATCH_IMPORT_MAX_BYTES allows ${most} here.`,
		);
	}

	return found.size;
}

const BYTES_PER_MEGABYTE = 1_000_000;

async function* readFile(file: string, total: number, progress: ProgressLine): AsyncGenerator<Uint8Array> {
	let done = 0;
	for await (const chunk of createReadStream(file)) {
		done += (chunk as Uint8Array).length;
		progress.show({
			share: Math.min(1, done / total),
			facts: `${megabytes(done)} of ${megabytes(total)} MB read`,
		});
		yield chunk as Uint8Array;
	}
}

function megabytes(bytes: number): string {
	return (bytes / BYTES_PER_MEGABYTE).toFixed(1);
}

function refuse(error: unknown): never {
	if (error instanceof FileError) throw new CommandRefused(error.message);
	if (error instanceof DeviceBusy) {
		throw new CommandRefused('The meter is being synced; import the file again when that is done.');
	}

	throw error;
}
