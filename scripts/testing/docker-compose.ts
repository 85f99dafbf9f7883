import { runCommand } from '../process/run-command.ts';
import { installPackage, mayInstallPackages } from './distribution.ts';

/** Whether `docker-compose` is here, installed now from the distribution where that is possible. It needs no Docker engine to check a file. */
export async function provideDockerCompose(): Promise<boolean> {
	if (await isThere()) return true;
	if (!mayInstallPackages()) return false;
	await installPackage('docker-compose');

	return isThere();
}

async function isThere(): Promise<boolean> {
	return (await runCommand('docker-compose', ['version'])).code === 0;
}
