using System.CommandLine;
using System.CommandLine.Help;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Foundation.Data;
using Foundation.Outcomes;

namespace Balsts;

/// <summary>How a verb ended, for whoever called it.</summary>
public static class Exit
{
    public const int Done = 0;

    /// <summary>The reasons stand on the error stream.</summary>
    public const int Refused = 1;

    /// <summary>Wrong usage, or a setting that cannot be used.</summary>
    public const int Wrong = 2;
}

/// <summary>A verb of the command line. Verbs whose words begin alike (<c>import units</c>, <c>import people</c>) share a group, whichever rooms they come from.</summary>
/// <param name="Words">What is typed: <c>import units</c>.</param>
/// <param name="Text">What it does, for --help.</param>
/// <param name="Do">Gives an exit code: <see cref="VerbCall.Done"/> or <see cref="VerbCall.Refused(Problem)"/>.</param>
public sealed record Verb(string Words, string Text, Func<VerbCall, CancellationToken, Task<int>> Do)
{
    public Argument[] Arguments { get; init; } = [];
    public Option[] Options { get; init; } = [];

    /// <summary>Whether the database is brought up to date first; doctor looks at it as it is.</summary>
    public bool Migrates { get; init; } = true;
}

/// <summary>One call of a verb: its arguments, the application's services without serving, and the two streams it answers on.</summary>
public sealed class VerbCall(ParseResult arguments, IServiceProvider services, bool json)
{
    static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // ā stays ā
        Converters = { new JsonStringEnumConverter() },
    };

    readonly TextWriter answers = arguments.InvocationConfiguration.Output;
    readonly TextWriter reasons = arguments.InvocationConfiguration.Error;
    bool hasProgress;

    /// <summary>Whether a machine reads the answer: one JSON object on the standard output and nothing else.</summary>
    public bool Json { get; } = json;

    public T Value<T>(Argument<T> argument) => arguments.GetValue(argument)!;
    public T Value<T>(Option<T> option) => arguments.GetValue(option)!;

    /// <summary>A service of the application, in the scope of this call.</summary>
    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    /// <summary>A line for people; left out where a machine reads.</summary>
    public void Say(string line)
    {
        if (!Json) answers.WriteLine(line);
    }

    /// <summary>Ends well: the sentence for people, the object for machines.</summary>
    public int Done(string sentence, object? result = null)
    {
        EndProgress();
        answers.WriteLine(Json ? JsonSerializer.Serialize(result ?? new { done = sentence }, JsonOptions) : sentence);
        return Exit.Done;
    }

    /// <summary>Ends with a refusal, in the sentence of the problem.</summary>
    public int Refused(Problem problem) => Refused(Sentence(problem));

    /// <summary>Ends with reasons on the error stream; machines that asked for JSON get the result as well.</summary>
    public int Refused(IEnumerable<string> why, object? result = null)
    {
        EndProgress();
        if (Json && result is not null) answers.WriteLine(JsonSerializer.Serialize(result, JsonOptions));
        foreach (var reason in why) reasons.WriteLine(reason);
        return Exit.Refused;
    }

    public int Refused(string why) => Refused([why]);

    /// <summary>Ends with wrong usage that the parser could not see.</summary>
    public int Wrong(string why)
    {
        reasons.WriteLine(why);
        return Exit.Wrong;
    }

    /// <summary>The English sentence of a problem; the command line speaks English.</summary>
    public static string Sentence(Problem problem) => problem.Args.Length == 0 ? problem.Message : string.Format(CultureInfo.InvariantCulture, problem.Message, problem.Args);

    /// <summary>Shows how far long work has come, where somebody is looking.</summary>
    public void Progress(int done, int total)
    {
        if (Console.IsErrorRedirected || Console.IsOutputRedirected) return;
        reasons.Write(string.Create(CultureInfo.InvariantCulture, $"\r{done:N0} of {total:N0}"));
        hasProgress = true;
    }

    void EndProgress()
    {
        if (hasProgress) reasons.Write("\r                                \r");
        hasProgress = false;
    }
}

/// <summary>The command line: every room's verbs under one name.</summary>
public static class CommandLine
{
    /// <summary>Nothing, or settings alone, means: serve.</summary>
    public static bool MeansServe(string[] args) => args.Length == 0 || (args[0].StartsWith("--", StringComparison.Ordinal) && args[0] is not ("--help" or "--version"));

    /// <param name="args">What was typed.</param>
    /// <param name="serve">Serves with these arguments; the entry point builds the site itself, where the tests' factory looks for it.</param>
    public static async Task<int> Run(string[] args, Func<string[], Task<int>> serve)
    {
        var root = new RootCommand("Balsts: professional support for educators. Without a verb it serves.");
        var urls = new Option<string>("--urls") { Description = "Where to listen, for example http://localhost:5080", HelpName = "ADDRESS" };
        var serving = new Command("serve", "Brings the database up to date and serves.") { urls };
        serving.SetAction(result => serve(result.GetValue(urls) is { } given ? ["--urls", given] : []));
        root.Add(serving);
        foreach (var verb in House.Rooms.SelectMany(r => r.Verbs)) Hang(root, verb);

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpAction)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync(error.Message);
            await Console.Error.WriteLineAsync("See --help.");
            return Exit.Wrong;
        }
        return await parsed.InvokeAsync(new()
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = args[0] == "serve" ? null : TimeSpan.FromSeconds(10), // the host has its own way to stop
        });
    }

    static void Hang(Command root, Verb verb)
    {
        var words = verb.Words.Split(' ');
        foreach (var word in words[..^1])
        {
            var group = root.Subcommands.FirstOrDefault(c => c.Name == word);
            if (group is null) root.Add(group = new(word, Groups.GetValueOrDefault(word)));
            root = group;
        }
        var command = new Command(words[^1], verb.Text);
        var json = new Option<bool>("--json") { Description = "Answer with one JSON object" };
        foreach (var argument in verb.Arguments) command.Add(argument);
        foreach (var option in verb.Options) command.Add(option);
        command.Add(json);
        command.SetAction((result, ct) => Carry(verb, result, result.GetValue(json), ct));
        root.Add(command);
    }

    static readonly Dictionary<string, string> Groups = new()
    {
        ["import"] = "Reads files from other systems.",
        ["account"] = "Who signs in.",
        ["token"] = "Keys by which programs use the API.",
        ["job"] = "Work that the server does by itself.",
        ["history"] = "What was told of changes, as a chain that shows whether it was altered.",
        ["retention"] = "How long personal data is kept, and what has had its time.",
        ["erasure"] = "The list of what was erased, kept outside the database.",
        ["tally"] = "The totals that are kept of the ledger.",
    };

    static async Task<int> Carry(Verb verb, ParseResult result, bool json, CancellationToken ct)
    {
        await using var site = Site.Build([], serves: false);
        if (verb.Migrates) await site.Services.GetRequiredService<Database>().Migrate(ct);
        await using var scope = site.Services.CreateAsyncScope();
        return await verb.Do(new(result, scope.ServiceProvider, json), ct);
    }
}
