/** How many retrieved items a person can ask for. */
export const depths = [10, 20, 50] as const;
