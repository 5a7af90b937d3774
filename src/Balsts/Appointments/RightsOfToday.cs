using System.Collections.Concurrent;
using Balsts.People;
using Balsts.Units;
using Foundation.Data;
using Foundation.Security;
using Foundation.Viewers;
using Microsoft.EntityFrameworkCore;

namespace Balsts.Appointments;

/// <summary>Finds who is behind an account and how far they see today: appointments reach down the tree, mandates exactly the units they name.</summary>
public sealed class RightsOfToday(IServiceScopeFactory scopes, UnitTrees trees, CountryPacks packs, HouseWatch watch, TimeProvider clock) : IViewers
{
    readonly ConcurrentDictionary<Guid, (long Version, DateOnly Day, Viewer? Viewer)> known = [];

    public async ValueTask<Viewer?> Of(Guid accountId, CancellationToken ct = default)
    {
        var version = await watch.Version(ct);
        if (known.TryGetValue(accountId, out var found) && found.Version == version && (found.Viewer is null || found.Day == packs[found.Viewer.CountryId].Today(clock))) return found.Viewer;
        if (known.Count > 20_000) known.Clear();
        var viewer = await Find(accountId, ct);
        known[accountId] = (version, viewer?.Today ?? default, viewer);
        return viewer;
    }

    async Task<Viewer?> Find(Guid accountId, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<AppDb>();
        if (await scope.ServiceProvider.GetRequiredService<Accounts>().FactsOf(accountId, ct) is not { } account) return null;
        var person = await db.Seen<Person>(Viewer.System).AsNoTracking().FirstOrDefaultAsync(p => p.Id == account.PersonId, ct);
        if (person is null) return null;

        var today = packs[account.CountryId].Today(clock);
        var appointments = await db.Seen<Appointment>(Viewer.System).AsNoTracking()
            .Where(a => a.PersonId == person.Id && a.StartsOn <= today && (a.EndsOn == null || a.EndsOn >= today)).ToListAsync(ct);
        var mandates = await db.Seen<Mandate>(Viewer.System).AsNoTracking().Include(m => m.Units)
            .Where(m => m.PersonId == person.Id && m.StartsOn <= today && (m.EndsOn == null || m.EndsOn >= today)).ToListAsync(ct);

        var tree = await trees.Now(ct);
        var reach = new Dictionary<string, (HashSet<string> Countries, HashSet<Guid> Units, HashSet<Guid> Seats, HashSet<Guid> Subjects)>();
        foreach (var appointment in appointments) Sit(appointment.Post, appointment.CountryId, appointment.UnitId, House.RightsOf[appointment.Post]);
        foreach (var mandate in mandates)
        {
            // a deputy sits where the other one is away, or runs the schools that are named, but appoints nobody
            var rights = House.RightsOf[mandate.Post].Where(r => mandate.Kind != MandateKind.Deputising || r != AppointmentRights.Make);
            if (mandate.Sits) Sit(mandate.Post, mandate.CountryId, mandate.GivenByUnitId, rights);
            else foreach (var right in rights)
            {
                var (_, units, _, subjects) = Reach(right);
                if (mandate.SubjectId is null || House.RightsAtUnitsOfMandate.Contains(right)) units.UnionWith(mandate.Units.Select(u => u.UnitId));
                if (mandate.SubjectId is not { } subject) continue;
                if (mandate.Kind != MandateKind.Deputising) subjects.Add(subject);
                subjects.UnionWith(mandate.Units.Select(u => u.TieId).OfType<Guid>());
            }
        }
        var home = await db.Seen<Employment>(Viewer.System).AsNoTracking()
            .Where(e => e.PersonId == person.Id && (e.StartsOn == null || e.StartsOn <= today) && (e.EndsOn == null || e.EndsOn >= today)).Select(e => e.UnitId).ToListAsync(ct);

        var disputes = await db.Seen<Restriction>(Viewer.System).AsNoTracking().Where(r => r.StartsOn <= today && (r.EndsOn == null || r.EndsOn >= today)).ToListAsync(ct);

        return new(person.Id, account.Id, person.Name, account.Language, account.CountryId,
            appointments.Select(a => a.CountryId).Concat(mandates.Select(m => m.CountryId)).Append(account.CountryId).Distinct(),
            reach.ToDictionary(r => r.Key, r => new Reach([.. r.Value.Countries], [.. r.Value.Units], [.. r.Value.Seats], [.. r.Value.Subjects])))
        {
            Stamp = account.Stamp,
            Today = today,
            Withheld = [.. disputes.Where(r => !IsOpenTo(r, person.Id)).Select(r => r.PersonId).Distinct()],
            Disputed = [.. disputes.Where(r => IsOpenTo(r, person.Id)).Select(r => r.PersonId).Distinct()],
            NeedsFactor = reach.Values.Any(r => r.Countries.Count > 0) || ReachesFar(tree, reach.Values.SelectMany(r => r.Units)),
            Home = [.. home.Concat(appointments.Select(a => a.UnitId)).SelectMany(tree.PathTo).Select(u => u.Id).Distinct()],
            Stations = [.. appointments.SelectMany(a => a.Stations(tree.PathTo(a.UnitId).Select(u => u.Id))).Distinct()],
            Posts = [.. appointments.Select(a => a.Post.ToString()).Concat(mandates.Select(m => m.Post.ToString())).Distinct()],
        };

        static bool IsOpenTo(Restriction dispute, Guid personId) => dispute.PersonId == personId || dispute.ById == personId;

        void Sit(PostKind post, string countryId, Guid unitId, IEnumerable<string> rights)
        {
            var below = tree.IsCountry(unitId) ? null : tree.Below(unitId);
            foreach (var right in rights)
            {
                var (countries, units, seats, _) = Reach(right);
                if (below is null) countries.Add(countryId);
                else units.UnionWith(below);
                seats.Add(unitId);
            }
        }

        (HashSet<string> Countries, HashSet<Guid> Units, HashSet<Guid> Seats, HashSet<Guid> Subjects) Reach(string right) =>
            reach.TryGetValue(right, out var sets) ? sets : reach[right] = ([], [], [], []);
    }

    /// <summary>Of whom a second factor is asked (decision 0024): whoever reaches a unit that is no school, or more than one school.</summary>
    static bool ReachesFar(UnitTree tree, IEnumerable<Guid> units)
    {
        var schools = units.Select(u => tree.PathTo(u).FirstOrDefault(above => above.Kind == UnitKind.Institution)?.Id ?? Guid.Empty).Distinct().Take(2).ToList();
        return schools.Count > 1 || schools.Contains(Guid.Empty);
    }
}
