/** Two days of half-hours from midnight UTC of `date` on, as Enedis exports them. */
export function enedisExport(prm: string, date: string): string {
	const start = Date.parse(`${date}T00:00:00Z`);
	const rows = Array.from({ length: 96 }, (_, index) => {
		const stamp = new Date(start + (index + 1) * 1_800_000).toISOString().slice(0, 19);

		return `${stamp}+00:00;${100 + index}`;
	});

	return [
		'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite',
		`${prm};Courbe de charge;;;Energie active;Consommation;Comptage Brut;W`,
		'Horodate;Valeur',
		...rows,
	].join('\r\n');
}
