using Balsts.Goals;
using Balsts.People;
using Foundation.Languages;
using Foundation.Ui;
using Foundation.Viewers;

namespace Balsts.Activities;

/// <summary>What a piece of support may serve, offered to whoever logs it: goals of the unit, of those above it and of its people, and needs that are not met yet.</summary>
public sealed class ServableThings(FindGoals goals, FindNeeds needs, PersonNames names, LedgerRules rules, IEnumerable<IActivityContext> contexts, Texts t)
{
    public sealed record Choices(IReadOnlyList<Option> Goals, IReadOnlyList<Option> Needs);

    /// <param name="served">What the activity serves already stays to be chosen, also when it is closed or met by now.</param>
    public async Task<Choices> For(Guid unitId, IReadOnlyCollection<Guid> people, Activity? served, Viewer viewer, CancellationToken ct = default)
    {
        var open = (await goals.Served(unitId, people, viewer, ct)).ToList();
        if (served?.GoalId is { } goal && open.TrueForAll(g => g.Id != goal) && await goals.One(goal, viewer, ct) is { } closed) open.Add(closed);
        var unmet = (await needs.Answered(unitId, viewer, ct)).ToList();
        if (served?.NeedId is { } need && unmet.TrueForAll(n => n.Id != need) && await needs.One(need, viewer, ct) is { } met) unmet.Add(met);
        var known = await names.Of(open.Select(g => g.PersonId).OfType<Guid>(), ct);
        return new([.. open.Select(g => new Option(g.Id.ToString(), g.PersonId is { } person ? $"{known.GetValueOrDefault(person, "")}: {g.Statement}" : g.Statement))],
            [.. unmet.Select(n => new Option(n.Id.ToString(), n.Statement))]);
    }

    /// <summary>The initiatives that support in a unit today may be part of, the one that is taken when nothing is said first; and none, where the author supports there also outside of them.</summary>
    public async Task<IReadOnlyList<Option>> Initiatives(Guid unitId, Viewer viewer, CancellationToken ct = default)
    {
        var served = (await rules.InitiativesAt(viewer, unitId, viewer.Today, ct)).Select(m => m.SubjectId).OfType<Guid>().Distinct().ToList();
        if (served.Count == 0) return [];
        var named = new List<ActivityWhole>();
        foreach (var context in contexts) named.AddRange(await context.Named(served, viewer, ct));
        var options = named.OrderBy(w => served.IndexOf(w.Id)).Select(w => new Option(w.Id.ToString(), w.Name)).ToList();
        if (!(await rules.StandsUnder(viewer, unitId, viewer.Today, "", Guid.Empty, null, ct)).Failed) options.Add(new(Guid.Empty.ToString(), t["None: outside of initiatives"]));
        return options;
    }
}
