using System.ComponentModel.DataAnnotations;
using Balsts.People;
using Balsts.People.Import;
using Balsts.Units;
using Foundation.Data;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Initiatives;

/// <summary>
/// Names people of a school who take part by a list out of a spreadsheet. Whoever is known is found, whoever is not is added to the people of the school, by the
/// rules of an import of people. All of it or nothing; where a line cannot be read, nothing is written.
/// </summary>
public sealed class PasteParticipants(AppDb db, ImportPeople import, AddParticipants adding, CountryPacks packs)
{
    public sealed class Input
    {
        /// <summary>The list as it was pasted: a person in a line, cells between tabs.</summary>
        [Required, StringLength(PastedList.TextMax)] public string? Rows { get; set; }

        /// <summary>As what all of them take part; unsaid, teachers as teachers and whoever holds another post as administrative staff.</summary>
        public ParticipantKind? Kind { get; set; }
        [StringLength(Participant.TrainingMax)] public string? Training { get; set; }
        public int? TrainingHours { get; set; }
        [Required] public DateOnly? StartsOn { get; set; }
    }

    /// <summary>A line of the list as it would be taken, or why it cannot be.</summary>
    /// <param name="Number">The line, counted from 1 as it was pasted.</param>
    /// <param name="TakesPart">Takes part already: nothing changes.</param>
    /// <param name="Column">Which column cannot be read: by its name, where the list has column names, else what was looked for there; null for the whole line.</param>
    public sealed record Line(int Number, string Name, string Email, PostKind? Post, ParticipantKind? Kind, TakenAs? As, bool TakesPart, bool HasNamesake, string? Column, string? Value, Problem? Wrong);

    /// <summary>What a list would do.</summary>
    public sealed record Looked(IReadOnlyList<Line> Lines)
    {
        public int Unread => Lines.Count(l => l.Wrong is not null);
        public int Named => Lines.Count(l => l is { Wrong: null, TakesPart: false });
    }

    public static readonly Problem NotRead = new(ProblemKind.Invalid, "participants.not-read", "Some lines cannot be read: they are listed with what to do. Nothing was taken in.", "Rows");
    public static readonly Problem OtherSchool = new(ProblemKind.Invalid, "participants.other-school", "This line names another institution. Paste it there, or leave the institution out.");
    public static readonly Problem TooMany = new(ProblemKind.Invalid, "participants.too-many", "At most {0} people are named at once. Paste the list in parts.", "Rows") { Args = [Participant.AtOnce] };

    /// <summary>Whether the viewer may: who keeps the participants of the school and its people.</summary>
    public static bool IsFor(InitiativeSchool school, Viewer viewer) => school.KeptBy(viewer) && viewer.May(PeopleRights.Manage, school.CountryId, school.UnitId);

    /// <summary>What the list would do; nothing is written.</summary>
    public async Task<Outcome<Looked>> Look(Guid schoolId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(schoolId, viewer, ct) is not { } school) return Problem.NotFound;
        var read = await Read(school, input, viewer, true, null, ct);
        return read.Problem is { } problem ? problem : await Tell(school, input, read.Value.List, read.Value.Taken, viewer, ct);
    }

    public async Task<Outcome<Guid>> Run(Guid schoolId, Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (await Of(schoolId, viewer, ct) is not { } school) return Problem.NotFound;
        if (AddParticipants.Fits(school, input.StartsOn!.Value, viewer.Today).Problem is { } unfit) return unfit;
        var looked = await Look(schoolId, input, viewer, ct);
        if (looked.Problem is { } unreadable) return unreadable;
        if (looked.Value!.Unread > 0) return NotRead;
        if (looked.Value.Lines.Count > Participant.AtOnce) return TooMany;
        var taken = await Read(school, input, viewer, false, async taken =>
        {
            var kinds = taken.DistinctBy(t => t.PersonId).ToDictionary(t => t.PersonId, t => KindOf(input, t));
            var named = await adding.Name(school, kinds, input.Training, input.TrainingHours, input.StartsOn.Value, viewer, ct);
            return named.Problem is { } wrong ? wrong : Outcome.Done;
        }, ct);
        return taken.Problem is { } problem ? problem.Field is "File" ? problem with { Field = "Rows" } : problem : taken.Value.Taken.Written ? schoolId : NotRead;
    }

    async Task<InitiativeSchool?> Of(Guid schoolId, Viewer viewer, CancellationToken ct) => await db.KeptSchool(schoolId, viewer, ct) is { } school && IsFor(school, viewer) ? school : null;

    async Task<Outcome<(PastedList List, ImportPeople.Result Taken)>> Read(InitiativeSchool school, Input input, Viewer viewer, bool looks, Func<IReadOnlyList<ImportPeople.Taken>, Task<Outcome>>? also, CancellationToken ct)
    {
        var pasted = PastedList.Of(input.Rows ?? "", PostTitles.Of(packs[school.CountryId]));
        if (pasted.Problem is { } nothing) return nothing;
        var list = pasted.Value!;
        var taken = await import.Run(new(list.Open, school.Initiative!.Name) { Mapping = list.Mapping, UnitId = school.UnitId, CountryId = school.CountryId, DryRun = looks }, viewer, null, ct, also);
        return taken.Problem is { } problem ? problem with { Field = "Rows" } : (list, taken.Value!);
    }

    async Task<Looked> Tell(InitiativeSchool school, Input input, PastedList list, ImportPeople.Result result, Viewer viewer, CancellationToken ct)
    {
        var (ids, from) = (result.Taken.Select(t => t.PersonId).ToArray(), input.StartsOn ?? viewer.Today);
        var known = (await db.Seen<Participant>(viewer).Where(p => p.SchoolId == school.Id && ids.Contains(p.PersonId) && (p.EndsOn == null || p.EndsOn >= from)).Select(p => p.PersonId).ToListAsync(ct)).ToHashSet();
        var taken = result.Taken.Select(t => new Line(t.Row - list.Above, t.Name, t.Email, t.Post, KindOf(input, t), t.As, known.Contains(t.PersonId), t.HasNamesake, null, null, t.UnitId == school.UnitId ? null : OtherSchool));
        var refused = result.Refused.Select(r => new Line(r.Row - list.Above, "", "", null, null, null, false, false, r.Column, r.Value, new(ProblemKind.Invalid, r.Code, r.Reason) { Args = r.Args }));
        return new([.. taken.Concat(refused).OrderBy(l => l.Number)]);
    }

    static ParticipantKind KindOf(Input input, ImportPeople.Taken taken) => input.Kind ?? (taken.Post == PostKind.Teacher ? ParticipantKind.Teacher : ParticipantKind.Staff);
}
