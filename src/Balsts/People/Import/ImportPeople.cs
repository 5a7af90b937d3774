using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Balsts.Units;
using Foundation.Data;
using Foundation.Files;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.People.Import;

/// <summary>What becomes of a row of a list of people.</summary>
public enum TakenAs
{
    [Sentence("New: joins the people of the institution")] New,
    [Sentence("Known elsewhere: works here as well from now on")] Employed,
    [Sentence("Works here; what is written changes")] Changed,
    [Sentence("Works here")] Unchanged,
}

/// <summary>
/// Takes a list of people in. Who is there already by an identifier or e-mail is the same person, compared and brought up to date; everybody else
/// is added. All of it in one transaction; the second time nothing changes.
/// </summary>
public sealed class ImportPeople(AppDb db, IGuardPeople guard, UnitTrees trees, CountryPacks packs, RememberedMappings mappings, TimeProvider clock)
{
    /// <param name="Open">Opens the content; it may be asked several times.</param>
    public sealed record Input(Func<Stream> Open, string FileName)
    {
        /// <summary>{"GivenName": "Vārds", …}; null: as remembered for these columns, or guessed.</summary>
        public string? Mapping { get; init; }

        /// <summary>Where those work whose row names no unit.</summary>
        public Guid? UnitId { get; init; }

        /// <summary>The country, where the viewer has several.</summary>
        public string? CountryId { get; init; }
        public bool DryRun { get; init; }

        /// <summary>Takes the good rows although others were refused.</summary>
        public bool AcceptPartial { get; init; }
    }

    public sealed record Created(int Person, int Employment);

    /// <summary>What came of it, or in a dry run what would.</summary>
    public sealed record Result(Created Created, int Updated, int Unchanged, IReadOnlyList<Refused> Refused)
    {
        /// <summary>False for a dry run and where rows were refused and nothing was written for them.</summary>
        public bool Written { get; init; }
        public int Rows { get; init; }

        /// <summary>What becomes of each row that can be taken.</summary>
        [JsonIgnore]
        public IReadOnlyList<Taken> Taken { get; init; } = [];

        /// <summary>With the reasons in words.</summary>
        public Result Told(Texts t) => this with { Refused = [.. Refused.Select(r => r with { Reason = t[r.Reason, r.Args], Args = [] })] };
    }

    /// <summary>A refusal that can be kept: the reason is the English sentence with its arguments, until it is told.</summary>
    public sealed record Refused(string File, int Row, string? Column, string? Value, string Code, string Reason)
    {
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public object[] Args { get; init; } = [];

        public static Refused Of(Refusal refusal) => new(refusal.File, refusal.Row, refusal.Column, refusal.Value, refusal.Reason.Code, refusal.Reason.Message) { Args = [.. refusal.Reason.Args.Select(a => (object)(a.ToString() ?? ""))] };
    }

    /// <summary>A row that can be taken, and whom it means.</summary>
    /// <param name="Post">As what the person works there, by the row or as it was.</param>
    /// <param name="HasNamesake">The person is new, and somebody of the same name works in that unit under another e-mail.</param>
    public sealed record Taken(int Row, Guid PersonId, string Name, string Email, Guid UnitId, PostKind Post, TakenAs As, bool HasNamesake = false);

    /// <summary>More refusals than anybody reads are counted, not kept.</summary>
    public const int KeptRefusals = 5000;

    /// <summary>Ids asked of the database at once.</summary>
    const int Chunk = 5000;

    /// <summary>Under which name identifiers are kept whose file names no system.</summary>
    public const string DefaultSystem = "import";

    public static readonly Problem NoFile = new(ProblemKind.Invalid, "people.no-file", "Choose a file: CSV or XLSX.", "File");
    public static readonly Problem CountryNeeded = new(ProblemKind.Invalid, "people.country-needed", "Say whose list it is: the country’s two letters.", "CountryId");
    public static readonly Problem MappingUnreadable = new(ProblemKind.Invalid, "people.mapping-unreadable", "The mapping is not JSON such as {{\"GivenName\": \"Vārds\", \"FamilyName\": \"Uzvārds\"}}.", "Mapping");

    public static readonly Problem Meanwhile = new(ProblemKind.Conflict, "people.meanwhile", "Somebody else added some of these people at the same moment. Nothing was taken in; import the list again.", "File");

    /// <summary>The columns of a list, and which of them holds what: as given, as remembered, or as their names suggest.</summary>
    public sealed record Columns(IReadOnlyList<string> Headers, ColumnMapping Mapping, bool Remembered, Problem? Wrong);

    /// <summary>Reads the column names alone.</summary>
    public async Task<Outcome<Columns>> ColumnsOf(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (!viewer.May(PeopleRights.Manage)) return Problem.NotFound;
        if (CountryOf(input.CountryId, viewer, await trees.Now(ct)) is not { } country) return CountryNeeded;
        var opened = SheetFile.Open(input.Open(), input.FileName);
        if (opened.Problem is { } unreadable) return unreadable with { Field = "File" };
        using var sheet = opened.Value!;
        var remembered = input.Mapping is null ? await mappings.Recall(sheet.Headers, country, viewer, ct) : null;
        var mapping = input.Mapping is null ? remembered ?? ColumnMapping.Guess(sheet.Headers) : RememberedMappings.Read(input.Mapping);
        if (mapping is null) return MappingUnreadable;
        return new Columns(sheet.Headers, mapping, remembered is not null, PeopleFile.Of(sheet, mapping, PostTitles.Of(packs[country])).Problem);
    }

    /// <param name="progress">Is told rows done and rows in all.</param>
    /// <param name="also">What else becomes of those who are taken, in the same transaction: where it is refused, nothing is taken in.</param>
    public async Task<Outcome<Result>> Run(Input input, Viewer viewer, Action<int, int>? progress = null, CancellationToken ct = default, Func<IReadOnlyList<Taken>, Task<Outcome>>? also = null)
    {
        if (!viewer.May(PeopleRights.Manage)) return Problem.NotFound;
        var tree = await trees.Now(ct);
        if (CountryOf(input.CountryId, viewer, tree) is not { } country) return CountryNeeded;

        var opened = SheetFile.Open(input.Open(), input.FileName);
        if (opened.Problem is { } unreadable) return unreadable with { Field = "File" };
        using var sheet = opened.Value!;
        ColumnMapping mapping;
        if (input.Mapping is null) mapping = await mappings.Of(sheet.Headers, country, viewer, ct);
        else if (RememberedMappings.Read(input.Mapping) is { } given) mapping = given;
        else return MappingUnreadable;
        var file = PeopleFile.Of(sheet, mapping, PostTitles.Of(packs[country]));
        if (file.Problem is { } unmapped) return unmapped;

        var plan = new Plan(country, sheet, mapping, viewer, packs[country].Today(clock));
        foreach (var reading in file.Value!.Read()) plan.Take(reading);
        if (plan.Rows.Count == 0 && plan.Refusals.Count == 0) return FileProblems.HeaderOnly;

        plan.PlaceIn(await PlacesFor(plan, tree, input.UnitId, ct));
        plan.DropTwice();
        progress?.Invoke(0, plan.Rows.Count);

        await using var transaction = input.DryRun ? null : await db.Begin(ct);
        await Match(plan, ct);
        plan.Decide();

        var write = !input.DryRun && (plan.Refusals.Count == 0 || input.AcceptPartial);
        if (write && (plan.ChangesSomething || also is not null))
        {
            if (plan.ChangesSomething && (await Write(plan, viewer, input.FileName, progress, ct)).Failed) return Meanwhile;
            if (also is not null && (await also(plan.Taken)).Problem is { } refused) return refused;
            if ((await db.Save(ct)).Problem is { } unsaved) return unsaved == AppDb.AlreadyThere || unsaved == Problem.ChangedMeanwhile ? Meanwhile : unsaved;
        }
        if (write)
        {
            await transaction!.Commit(ct);
            if (!viewer.IsSystem && also is null) await mappings.Remember(sheet.Headers, mapping, country, viewer, ct);
        }
        progress?.Invoke(plan.Rows.Count, plan.Rows.Count);
        var counts = write || input.DryRun || plan.Refusals.Count == 0;
        return new Result(counts ? new(plan.NewPeople.Count, plan.EmploymentsAdded) : new(0, 0), counts ? plan.Updated : 0, plan.Unchanged,
            [.. plan.Refusals.OrderBy(r => r.Row).Take(KeptRefusals).Select(Refused.Of)]) { Written = write, Rows = plan.RowsRead, Taken = plan.Taken };
    }

    string? CountryOf(string? asked, Viewer viewer, UnitTree tree)
    {
        string[] own = viewer.IsSystem ? [.. tree.All.Select(u => u.CountryId).Distinct()] : viewer.Countries;
        if (asked is not null) return packs.Knows(asked) && (viewer.IsSystem || own.Contains(asked)) ? asked : null;
        return own is [var only] ? only : own.Contains(viewer.CountryId) ? viewer.CountryId : null;
    }

    /// <summary>The units that the rows name, by register number or by their whole name, within the viewer's reach.</summary>
    async Task<Places> PlacesFor(Plan plan, UnitTree tree, Guid? unitId, CancellationToken ct)
    {
        var named = plan.Rows.Select(r => r.Row.Unit).OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        var numbers = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var some in named.Chunk(Chunk))
            foreach (var id in await db.Seen<UnitExternalId>(Viewer.System).AsNoTracking().Where(x => x.CountryId == plan.CountryId && some.Contains(x.Value)).OrderBy(x => x.System == "register" ? 1 : 0).ToListAsync(ct))
                numbers[id.Value] = id.UnitId;
        var reached = tree.All.Where(u => u.CountryId == plan.CountryId && plan.Viewer.May(PeopleRights.Manage, u.CountryId, u.Id)).ToList();
        var fallback = unitId is { } chosen ? reached.Find(u => u.Id == chosen)?.Id : reached is [var only] ? only.Id : (Guid?)null;
        return new(numbers, reached.ToLookup(u => Fold.Of(u.Name), u => u.Id), [.. reached.Select(u => u.Id)], fallback);
    }

    /// <summary>Finds who is there already: by identifier, by e-mail, and where a row has neither, by the name in its unit; so too where only the row has an e-mail.</summary>
    async Task Match(Plan plan, CancellationToken ct)
    {
        var byNumber = new Dictionary<(string, string), Guid>();
        foreach (var some in plan.Rows.Select(r => r.Row.ExternalId).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(Chunk))
            foreach (var id in await db.Seen<PersonExternalId>(Viewer.System).AsNoTracking().Where(x => x.CountryId == plan.CountryId && some.Contains(x.Value)).Select(x => new { x.System, x.Value, x.PersonId }).ToListAsync(ct))
                byNumber[(id.System, id.Value)] = id.PersonId;
        var byEmail = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var some in plan.Rows.Select(r => r.Email).OfType<string>().Distinct(StringComparer.Ordinal).Chunk(Chunk))
            foreach (var person in await db.Seen<Person>(Viewer.System).AsNoTracking().Where(p => p.CountryId == plan.CountryId && p.MergedIntoId == null && some.Contains(p.Email)).OrderByDescending(p => p.Id).Select(p => new { p.Email, p.Id }).ToListAsync(ct))
                byEmail[person.Email] = person.Id;
        var byName = new List<(string, Guid, Namesake)>();
        foreach (var some in plan.Rows.Where(r => r.Row.ExternalId is null && (r.Email is null || !byEmail.ContainsKey(r.Email))).Select(r => r.NameKey).Distinct(StringComparer.Ordinal).Chunk(Chunk))
        {
            var found = from p in db.Seen<Person>(Viewer.System)
                        where p.CountryId == plan.CountryId && p.MergedIntoId == null && some.Contains(p.NameKey)
                        join e in db.Seen<Employment>(Viewer.System) on p.Id equals e.PersonId
                        select new { p.NameKey, e.UnitId, p.Id, p.Email };
            byName.AddRange((await found.Distinct().ToListAsync(ct)).Select(f => (f.NameKey, f.UnitId, new Namesake(f.Id, f.Email))));
        }
        plan.Find(byNumber, byEmail, byName.ToLookup(n => (n.Item1, n.Item2), n => n.Item3));
        plan.Guarded = await guard.Beyond(plan.Viewer, plan.Found, ct);

        foreach (var some in plan.Found.Chunk(Chunk))
        {
            var people = await db.Seen<Person>(Viewer.System).AsNoTracking().Where(p => some.Contains(p.Id)).ToListAsync(ct);
            var employments = (await db.Seen<Employment>(Viewer.System).AsNoTracking().Where(e => some.Contains(e.PersonId)).ToListAsync(ct)).ToLookup(e => e.PersonId);
            foreach (var person in people) plan.Knows(person, [.. employments[person.Id]]);
        }
    }

    async Task<Outcome> Write(Plan plan, Viewer viewer, string fileName, Action<int, int>? progress, CancellationToken ct)
    {
        var import = new PeopleImport
        {
            Id = Guid.CreateVersion7(),
            CountryId = plan.CountryId,
            ById = viewer.PersonId,
            At = db.Now,
            FileName = fileName.Length <= PeopleImport.FileNameMax ? fileName : fileName[..PeopleImport.FileNameMax],
            People = plan.NewPeople.Count,
            Employments = plan.EmploymentsAdded,
            Updated = plan.Updated,
            Unchanged = plan.Unchanged,
            Refused = plan.Refusals.Count,
        };
        db.Add(viewer, import);
        var told = db.Record(viewer, new PeopleImported(import.People, import.Employments, import.Updated, import.Refused, plan.Digest()), import);

        if ((await db.Bulk(viewer, told, plan.NewPeople, ct)).Problem is { } untaken) return untaken;
        progress?.Invoke(plan.Rows.Count / 3, plan.Rows.Count);
        if ((await db.Bulk(viewer, told, [.. plan.NewPeople.SelectMany(p => p.Employments)], ct)).Problem is { } unemployed) return unemployed;
        progress?.Invoke(plan.Rows.Count / 2, plan.Rows.Count);
        if ((await db.Bulk(viewer, told, [.. plan.NewPeople.SelectMany(p => p.ExternalIds)], ct)).Problem is { } unnumbered) return unnumbered;
        progress?.Invoke(plan.Rows.Count * 2 / 3, plan.Rows.Count);

        // those who change are few, are tracked one by one, and each one's history tells it
        foreach (var some in plan.Changes.Chunk(500))
        {
            var ids = some.Select(c => c.PersonId).ToArray();
            var people = await db.Seen<Person>(Viewer.System).Include(p => p.Employments).Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, ct);
            foreach (var change in some)
            {
                change.Apply(people[change.PersonId]);
                db.Record(viewer, new PersonImported(), people[change.PersonId]);
            }
        }
        return Outcome.Done;
    }

    /// <summary>Somebody who works in a unit under the name of a row.</summary>
    internal sealed record Namesake(Guid Id, string Email);

    /// <summary>How units are found by what a list calls them.</summary>
    internal sealed record Places(Dictionary<string, Guid> Numbers, ILookup<string, Guid> Names, HashSet<Guid> Reached, Guid? Fallback);
}
