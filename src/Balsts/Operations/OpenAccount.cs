using System.ComponentModel.DataAnnotations;
using Balsts.Appointments;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Jobs;
using Foundation.Outcomes;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Operations;

/// <summary>Lets somebody in from outside: the person, their post and their account at once. So the first administrator of an empty installation comes in.</summary>
public sealed class OpenAccount(AppDb db, Accounts accounts, CountryPacks packs, PublicAddress site, TimeProvider clock)
{
    public sealed class Input
    {
        [Required, EmailAddress, StringLength(Accounts.EmailMax)] public string Email { get; set; } = "";
        [Required, StringLength(Person.NameMax)] public string GivenName { get; set; } = "";
        [Required, StringLength(Person.NameMax)] public string FamilyName { get; set; } = "";
        [Required, StringLength(2, MinimumLength = 2)] public string Country { get; set; } = "";
        public PostKind Post { get; set; }

        /// <summary>Its name or its id; empty for the whole country.</summary>
        public string Unit { get; set; } = "";
        public string Field { get; set; } = "";

        /// <summary>Null: an invitation is made instead.</summary>
        public string? Password { get; set; }
    }

    /// <summary>Whose account it is, and the link by which they choose a password, unless they have one.</summary>
    public sealed record Opened(Guid PersonId, Uri? Invitation);

    public static readonly Problem CountryUnknown = new(ProblemKind.Invalid, "country.unknown", "There is no country pack for {0}.", "Country");
    public static readonly Problem UnitUnknown = new(ProblemKind.Invalid, "unit.unknown", "No unit of the country is called {0}. Give its name as it stands in the list of units, or its id.", "Unit");
    public static readonly Problem UnitAmbiguous = new(ProblemKind.Invalid, "unit.ambiguous", "Several units are called {0}. Give the id from the unit’s address.", "Unit");

    public async Task<Outcome<Opened>> Run(Input input, Viewer viewer, CancellationToken ct = default)
    {
        if (!packs.Knows(input.Country)) return CountryUnknown.With(input.Country);
        var pack = packs[input.Country];
        await using var transaction = await db.Begin(ct);
        var unit = input.Unit.Length == 0 ? await State(pack, viewer, ct) : await Find(input, viewer, ct);
        if (unit.Problem is { } nowhere) return nowhere;

        var person = await Someone(input, unit.Value, viewer, ct);
        await Appoint(input, person, unit.Value, pack.Today(clock), viewer, ct);

        // both save what was added above together with the account
        if (input.Password is { } password)
        {
            if ((await accounts.Open(viewer, person.Id, pack.CountryId, input.Email, pack.Language, password, ct)).Problem is { } refused) return refused;
            await transaction.Commit(ct);
            return new Opened(person.Id, null);
        }
        var secret = await accounts.Invite(viewer, person.Id, pack.CountryId, input.Email, pack.Language, ct);
        if (secret.Problem is { } problem) return problem;
        await transaction.Commit(ct);
        return new Opened(person.Id, site.Of($"/invitation/{secret.Value}"));
    }

    /// <summary>The country itself: made when nobody has made it yet.</summary>
    async Task<Outcome<Guid>> State(CountryPack pack, Viewer viewer, CancellationToken ct)
    {
        var known = await db.Seen<Unit>(viewer).Where(u => u.CountryId == pack.CountryId && u.Kind == UnitKind.State).Select(u => u.Id).FirstOrDefaultAsync(ct);
        if (known != Guid.Empty) return known;
        var state = new Unit { Id = Guid.CreateVersion7(), CountryId = pack.CountryId, Kind = UnitKind.State };
        state.Describe(pack.Name.In(pack.Language), "", "", "", "", "");
        state.Place(null, null, null);
        db.Add(viewer, state);
        db.Record(viewer, new UnitAdded(), state);
        return state.Id;
    }

    async Task<Outcome<Guid>> Find(Input input, Viewer viewer, CancellationToken ct)
    {
        var id = Guid.TryParse(input.Unit, out var given) ? given : Guid.Empty;
        var name = Fold.Of(input.Unit);
        var found = await db.Seen<Unit>(viewer).Where(u => u.CountryId == input.Country && (u.Id == id || u.SearchText == name)).Select(u => u.Id).Take(2).ToListAsync(ct);
        return found.Count switch { 0 => UnitUnknown.With(input.Unit), 1 => found[0], _ => UnitAmbiguous.With(input.Unit) };
    }

    /// <summary>Who is known by this e-mail in the country is that person; otherwise they are added, with where they work.</summary>
    async Task<Person> Someone(Input input, Guid unitId, Viewer viewer, CancellationToken ct)
    {
        var email = input.Email.Trim();
        if (await db.Seen<Person>(viewer).FirstOrDefaultAsync(p => p.CountryId == input.Country && p.Email == email && p.MergedIntoId == null, ct) is { } known) return known;
        var person = new Person { Id = Guid.CreateVersion7(), CountryId = input.Country };
        person.Describe(input.GivenName.Trim(), input.FamilyName.Trim(), email, "");
        person.Employ(unitId, input.Post, "", 0, null, null);
        db.Add(viewer, person);
        db.Record(viewer, new PersonAdded(), person);
        return person;
    }

    async Task Appoint(Input input, Person person, Guid unitId, DateOnly today, Viewer viewer, CancellationToken ct)
    {
        if (input.Post == PostKind.Teacher || await db.Seen<Appointment>(viewer).AnyAsync(a => a.PersonId == person.Id && a.Post == input.Post && a.UnitId == unitId && (a.EndsOn == null || a.EndsOn >= today), ct)) return;
        var appointment = new Appointment
        {
            Id = Guid.CreateVersion7(),
            CountryId = input.Country,
            PersonId = person.Id,
            Post = input.Post,
            UnitId = unitId,
            AppointedByUnitId = unitId,
            AppointedById = viewer.PersonId,
            Field = input.Field,
            StartsOn = today,
        };
        db.Add(viewer, appointment);
        db.Record(viewer, new PersonAppointed(person.Id), appointment);
    }
}
