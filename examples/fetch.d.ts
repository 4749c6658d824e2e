/** What the generated client takes from the DOM's types, said with Node's. */
type BodyInit = NonNullable<ConstructorParameters<typeof Response>[0]>;
