namespace Balsts;

/// <summary>Kinds of personal data: a country says of each how long it is kept and on what ground, and records of processing have a line for each.</summary>
public enum DataKind { Person, Access, Messages, Posts, Goals, Opinions, Support, Groups, Initiatives, Months, Proposals, Requests, Traces, History }
