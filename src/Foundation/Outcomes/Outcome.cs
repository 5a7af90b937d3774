namespace Foundation.Outcomes;

/// <summary>Why a use case refused. It decides the answer: 422, 404, 409 for pages and the API, exit code 1 on the command line.</summary>
public enum ProblemKind { Invalid, NotFound, Conflict }

/// <summary>
/// A refusal, told to the person in their language. <paramref name="Message"/> is the English sentence that the catalogues
/// know (with {0}, {1} for <paramref name="Args"/>); <paramref name="Field"/> is the property of the input that it concerns.
/// </summary>
public sealed record Problem(ProblemKind Kind, string Code, string Message, string? Field = null)
{
    public object[] Args { get; init; } = [];

    public Problem With(params object[] args) => this with { Args = args };

    /// <summary>What does not exist and what the viewer may not see look the same.</summary>
    public static readonly Problem NotFound = new(ProblemKind.NotFound, "not-found", "There is no such page, or it is not yours to see.");

    /// <summary>The second of two editors loses nothing and is told.</summary>
    public static readonly Problem ChangedMeanwhile = new(ProblemKind.Conflict, "changed-meanwhile",
        "Somebody changed this while you were writing. Your text is kept below; look at what changed and send it again.");
}

/// <summary>What came of a use case: done, or the problem to tell the person.</summary>
public readonly record struct Outcome(Problem? Problem)
{
    public static readonly Outcome Done = new(null);
    public bool Failed => Problem is not null;
    public static implicit operator Outcome(Problem problem) => new(problem);
    public static Outcome<T> Of<T>(T value) => new(value, null);
}

/// <summary>What came of a use case that gives something back.</summary>
public readonly record struct Outcome<T>(T? Value, Problem? Problem)
{
    public bool Failed => Problem is not null;
    public static implicit operator Outcome<T>(Problem problem) => new(default, problem);
    public static implicit operator Outcome<T>(T value) => new(value, null);
    public static implicit operator Outcome(Outcome<T> outcome) => new(outcome.Problem);
}
