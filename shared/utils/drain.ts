/** What the launcher tells its workers: be not ready from now on, and go on answering. */
export const DRAIN = 'goalschool:drain'
