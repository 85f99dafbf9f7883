/** The report's typeface (IBM Plex Sans, SIL Open Font License 1.1; its notice is inside the font files). */
import regular from '@expo-google-fonts/ibm-plex-sans/400Regular/IBMPlexSans_400Regular.ttf';
import semiBold from '@expo-google-fonts/ibm-plex-sans/600SemiBold/IBMPlexSans_600SemiBold.ttf';

export const fonts = { regular, semiBold } as const;
