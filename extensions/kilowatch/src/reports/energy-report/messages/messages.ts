/** The texts of the report in every language it is written in. */
import type { ReportLanguage } from '../languages.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { fr } from './fr.ts';
import { nl } from './nl.ts';
import type { Messages } from './report-texts.ts';

export const messages: Readonly<Record<ReportLanguage, Messages>> = { en, fr, nl, de };
