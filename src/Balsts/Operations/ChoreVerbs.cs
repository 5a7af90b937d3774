using System.CommandLine;
using Quartz;

namespace Balsts.Operations;

/// <summary>Looks at what the server does by itself, and does it now.</summary>
static class ChoreVerbs
{
    static readonly Argument<string> Name = new("NAME") { Description = "A name from “job list”" };

    public static IEnumerable<Verb> All =>
    [
        new("job list", "What the server does by itself, and how often.", List) { Migrates = false },
        new("job run", "Does one of these jobs now, here.", Run) { Arguments = [Name] },
    ];

    static IEnumerable<Chore> Chores => House.Rooms.SelectMany(r => r.Chores);

    static Task<int> List(VerbCall call, CancellationToken ct) => Task.FromResult(call.Done(
        string.Join('\n', Chores.Select(c => $"{c.Name,-24}{c.Every,-12:g}{c.Text}")),
        Chores.Select(c => new { c.Name, EverySeconds = (int)c.Every.TotalSeconds, c.Text })));

    static async Task<int> Run(VerbCall call, CancellationToken ct)
    {
        var chore = Chores.FirstOrDefault(c => c.Name.Equals(call.Value(Name), StringComparison.OrdinalIgnoreCase));
        if (chore is null) return call.Refused($"There is no job {call.Value(Name)}. There are: {string.Join(", ", Chores.Select(c => c.Name))}.");
        await ((IJob)call.Get<IServiceProvider>().GetRequiredService(chore.Job)).Execute(null!, ct); // chores do not look at Quartz's context
        return call.Done($"{chore.Name} is done.");
    }
}
