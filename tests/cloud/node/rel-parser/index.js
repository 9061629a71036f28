import parse from "rel-parser-1";

export const relParser = parse;
