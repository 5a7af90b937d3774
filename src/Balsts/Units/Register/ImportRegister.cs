using System.Security.Cryptography;
using Foundation.Data;
using Foundation.Files;
using Foundation.History;
using Foundation.Languages;
using Foundation.Outcomes;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Units.Register;

/// <summary>A list of the register, wherever it lies; it is opened twice, once to read it and once to remember what was read.</summary>
public sealed record RegisterList(string Name, Func<Stream> Open);

/// <summary>What came of an import, or would come of it: units by kind, and what could not be taken.</summary>
/// <param name="Created">By "state", "municipality", "institution".</param>
public sealed record RegisterImported(bool Written, IReadOnlyDictionary<string, int> Created, int Updated, int Unchanged, IReadOnlyList<Refusal> Refused)
{
    /// <summary>Names of the units that differ from the register, as many as a page shows.</summary>
    public IReadOnlyList<string> Differing { get; init; } = [];

    public int CreatedInAll => Created.Values.Sum();
}

/// <summary>
/// Takes the ministry's register in as it is: its municipalities and institutions become units, or are compared with those that
/// are there by their numbers, never by their names. A second time changes nothing.
/// </summary>
public sealed class ImportRegister(AppDb db, CountryPacks packs, TimeProvider clock)
{
    public const string Format = "latvia-register";
    public const string CountryId = "LV";
    const string MunicipalitySystem = "latvia-municipality";
    const int Batch = 200;

    /// <summary>Differing units and refusals that a page shows.</summary>
    public const int Shown = 50;

    public sealed record Input(IReadOnlyList<RegisterList> Lists, bool DryRun = false, bool AcceptPartial = false);

    public static readonly Problem NoList = new(ProblemKind.Invalid, "register.no-list", "Choose the list of schools, the list of preschools, or both.", "Lists");

    /// <summary>Whether the viewer may add units in the whole country.</summary>
    public static bool IsFor(Viewer viewer) => viewer.IsSystem || viewer.CountriesOf(UnitRights.Manage).Contains(CountryId);

    /// <param name="progress">Is told how many of how many units are done.</param>
    public async Task<Outcome<RegisterImported>> Run(Input input, Viewer viewer, Action<int, int>? progress = null, CancellationToken ct = default)
    {
        if (!IsFor(viewer)) return Problem.NotFound;
        if (input.Lists.Count == 0) return NoList;
        var read = Read(input.Lists);
        if (read.Problem is { } problem) return problem;
        var reading = read.Value!;

        var write = !input.DryRun && (input.AcceptPartial || reading.Refusals.Count == 0);
        await using var transaction = write ? await db.Begin(ct) : null;
        if (write) await db.HouseMoved(ct); // holds the house's row: of two imports at once the second sees what the first has added

        var plan = new Plan(packs[CountryId], packs[CountryId].Today(clock), await Known(viewer, ct), viewer, db);
        var total = reading.Institutions.Count + reading.Municipalities.Count + 1;
        var done = 0;
        plan.State();
        foreach (var municipality in reading.Municipalities) plan.Municipality(municipality);
        foreach (var institution in reading.Institutions) plan.Institution(institution);

        if (!write) db.Forget();
        else
        {
            if (plan.Created.Count + plan.Updated > 0)
            {
                var told = db.Record(viewer, new RegisterTaken(plan.Created.Count, plan.Updated, reading.Refusals.Count, DigestOf(input.Lists)), plan.Root);
                foreach (var batch in plan.Created.Chunk(Batch))
                {
                    if ((await db.Bulk(viewer, told, batch, ct)).Problem is { } refused) return refused;
                    if ((await db.Bulk(viewer, told, [.. batch.SelectMany(u => u.Placements)], ct)).Problem is { } unplaced) return unplaced;
                    if ((await db.Bulk(viewer, told, [.. batch.SelectMany(u => u.ExternalIds)], ct)).Problem is { } unknown) return unknown;
                    progress?.Invoke(done += batch.Length, total);
                }
            }
            if ((await db.Save(ct)).Problem is { } unsaved) return unsaved;
            await db.HouseMoved(ct);
            await transaction!.Commit(ct);
            progress?.Invoke(total, total);
        }
        var created = new[] { UnitKind.State, UnitKind.Municipality, UnitKind.Institution }.ToDictionary(k => k.ToString().ToLowerInvariant(), k => input.DryRun || write ? plan.Created.Count(u => u.Kind == k) : 0);
        return new RegisterImported(write, created, input.DryRun || write ? plan.Updated : 0, plan.Unchanged, reading.Refusals) { Differing = plan.Differing };
    }

    static Outcome<RegisterReading> Read(IReadOnlyList<RegisterList> lists)
    {
        var opened = new List<SheetFile>();
        try
        {
            foreach (var list in lists)
            {
                var file = SheetFile.Open(list.Open(), list.Name);
                if (file.Problem is { } problem) return problem with { Field = NoList.Field };
                opened.Add(file.Value!);
            }
            var reading = LatviaRegister.Read(opened);
            return reading.Problem is { } unread ? unread with { Field = NoList.Field } : reading;
        }
        finally { foreach (var file in opened) file.Dispose(); }
    }

    /// <summary>The country's units that a register knows, and its state.</summary>
    async Task<List<Unit>> Known(Viewer viewer, CancellationToken ct)
    {
        string[] systems = [UnitExternalId.Iso, MunicipalitySystem, UnitExternalId.Register];
        return await db.Seen<Unit>(viewer).Where(u => u.CountryId == CountryId && (u.ExternalIds.Any(x => systems.Contains(x.System)) || u.Kind == UnitKind.State))
            .Include(u => u.Placements).Include(u => u.ExternalIds).AsSplitQuery().ToListAsync(ct);
    }

    static string DigestOf(IEnumerable<RegisterList> lists)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[64 * 1024];
        foreach (var list in lists)
        {
            using var content = list.Open();
            for (int n; (n = content.Read(buffer)) > 0;) hash.AppendData(buffer.AsSpan(0, n));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The units as they will be: new ones beside the known, each known one compared with what the register says.</summary>
    sealed class Plan(CountryPack pack, DateOnly today, List<Unit> known, Viewer viewer, AppDb db)
    {
        readonly Dictionary<(string System, string Value), Unit> units = known.SelectMany(u => u.ExternalIds.Select(x => (Key: (x.System, x.Value), Unit: u))).ToDictionary(x => x.Key, x => x.Unit);

        public List<Unit> Created { get; } = [];
        public int Updated { get; private set; }
        public int Unchanged { get; private set; }
        public List<string> Differing { get; } = [];
        public Unit Root { get; private set; } = null!;

        public void State()
        {
            var there = units.GetValueOrDefault((UnitExternalId.Iso, CountryId)) ?? known.Find(u => u.Kind == UnitKind.State && u.Placements.Exists(p => p is { ParentId: null, EndsOn: null }));
            if (there is not null) Unchanged++;
            Root = there ?? New(UnitKind.State, UnitExternalId.Iso, CountryId, u => u.Describe(pack.Name.In(pack.Language), "", "", "", "", ""), null, null);
        }

        public void Municipality(RegisterMunicipality m) => Put(UnitKind.Municipality, MunicipalitySystem, m.Key,
            u => u.Describe(m.Name, u.Type, u.Founder, u.Address, u.Email, u.Phone), Root.Id, Root.Id);

        public void Institution(RegisterInstitution i)
        {
            var municipality = units[(MunicipalitySystem, i.MunicipalityKey)].Id;
            var isMunicipal = i.Founder.Kind == FounderKind.Municipality;
            // an empty cell takes nothing away that somebody wrote in by hand
            Put(UnitKind.Institution, UnitExternalId.Register, i.RegistrationNumber,
                u => u.Describe(i.Name, i.Type, isMunicipal ? "" : i.Founder.Text, i.Address ?? u.Address, i.Email ?? u.Email, i.Phones.Count > 0 ? string.Join(", ", i.Phones) : u.Phone),
                isMunicipal ? municipality : Root.Id, municipality);
        }

        void Put(UnitKind kind, string system, string value, Func<Unit, bool> describe, Guid parent, Guid territory)
        {
            if (units.TryGetValue((system, value), out var unit)) Compare(unit, describe, parent, territory);
            else units[(system, value)] = New(kind, system, value, describe, parent, territory);
        }

        Unit New(UnitKind kind, string system, string value, Func<Unit, bool> describe, Guid? parent, Guid? territory)
        {
            var unit = new Unit { Id = Guid.CreateVersion7(), CountryId = CountryId, Kind = kind };
            describe(unit);
            unit.Place(parent, territory, null);
            unit.Known(system, value);
            Created.Add(unit);
            return unit;
        }

        void Compare(Unit unit, Func<Unit, bool> describe, Guid parent, Guid territory)
        {
            var described = describe(unit);
            var placed = unit.Place(parent, territory, today);
            if (described) db.Record(viewer, new UnitDescribed(), unit);
            if (placed) db.Record(viewer, new UnitPlaced(parent, territory), unit);
            if (!described && !placed) Unchanged++;
            else if (Updated++ < Shown) Differing.Add(unit.Name);
        }
    }
}

/// <summary>One batch: the units it added have no entry of their own, the digest says from which lists they came.</summary>
/// <param name="Digest">SHA-256 over the lists as they were read.</param>
[Sentence("{0} took in the register of institutions. Units added: {1}, changed: {2}; cells refused: {3}.")]
public sealed record RegisterTaken(int Added, int Changed, int Refused, string Digest) : IRecorded;
