using System.Security.Cryptography;
using System.Text;
using Balsts.Units;
using Foundation.Data;
using Foundation.Files;
using Foundation.Outcomes;
using Foundation.Viewers;

namespace Balsts.People.Import;

/// <summary>What an import is going to do: rows, whom they mean, who is new, who changes, and what cannot be taken.</summary>
sealed class Plan(string countryId, SheetFile sheet, ColumnMapping mapping, Viewer viewer, DateOnly today)
{
    /// <summary>A row on its way: who it is and where they work.</summary>
    internal sealed record Line(PersonRow Row, string? Email, string NameKey)
    {
        public Guid UnitId { get; set; }
        public Guid? PersonId { get; set; }
        public bool HasNamesake { get; set; }

        /// <summary>By which the file itself says that two rows are one person.</summary>
        public string Key { get; } = Row.ExternalId is { } id ? $"#{Row.ExternalSystem ?? ImportPeople.DefaultSystem}\n{id}" : Email is { } email ? "@" + email : "";
    }

    /// <summary>What changes with somebody who is there already.</summary>
    internal sealed record Change(Guid PersonId, Action<Person> Apply);

    public string CountryId => countryId;
    public Viewer Viewer => viewer;
    public List<Line> Rows { get; private set; } = [];
    public int RowsRead { get; private set; }
    public List<Refusal> Refusals { get; } = [];
    public List<Person> NewPeople { get; } = [];
    public List<Change> Changes { get; } = [];
    public int EmploymentsAdded { get; private set; }
    public int Updated { get; private set; }
    public int Unchanged { get; private set; }
    public HashSet<Guid> Found { get; } = [];
    public List<ImportPeople.Taken> Taken { get; } = [];

    /// <summary>Those whose e-mail the viewer may not change.</summary>
    public IReadOnlySet<Guid> Guarded { get; set; } = new HashSet<Guid>();
    public bool ChangesSomething => NewPeople.Count + Changes.Count > 0;

    readonly Dictionary<Guid, (Person Person, Employment[] Employments)> known = [];

    public void Take(PersonReading reading)
    {
        RowsRead++;
        Refusals.AddRange(reading.Refusals);
        if (reading.Person is { } row) Rows.Add(new(row, row.Email?.ToLowerInvariant(), Person.KeyOf(row.GivenName, row.FamilyName)));
    }

    /// <summary>Every row in its unit; a row whose unit is unknown, meant by two or not the viewer's is refused.</summary>
    public void PlaceIn(ImportPeople.Places places) => Rows = Rows.FindAll(line =>
    {
        if (line.Row.Unit is not { } unit)
        {
            if (places.Fallback is { } fallback)
            {
                line.UnitId = fallback;
                return true;
            }
            return Refuse(line, PersonField.Unit, null, PeopleProblems.UnitMissing);
        }
        if (places.Numbers.TryGetValue(unit, out var numbered))
        {
            line.UnitId = numbered;
            return places.Reached.Contains(numbered) || Refuse(line, PersonField.Unit, unit, PeopleProblems.UnitUnknown);
        }
        var named = places.Names[Fold.Of(unit)].Take(2).ToArray();
        if (named is [var only]) line.UnitId = only;
        return named.Length == 1 || Refuse(line, PersonField.Unit, unit, named.Length == 0 ? PeopleProblems.UnitUnknown : PeopleProblems.UnitAmbiguous);
    });

    /// <summary>One person stands in the file once for each unit, under one name.</summary>
    public void DropTwice()
    {
        var first = new Dictionary<string, Line>(StringComparer.Ordinal);
        var places = new Dictionary<(string, Guid), int>();
        Rows = Rows.FindAll(line =>
        {
            if (line.Key.Length > 0 && first.TryGetValue(line.Key, out var other) && other.NameKey != line.NameKey)
                return Refuse(line, line.Row.ExternalId is null ? PersonField.Email : PersonField.ExternalId, line.Row.ExternalId ?? line.Row.Email, PeopleProblems.SameAsOther.With(other.Row.Row));
            if (line.Key.Length > 0) first.TryAdd(line.Key, line);
            var who = line.Key.Length > 0 ? line.Key : "=" + line.NameKey;
            if (places.TryGetValue((who, line.UnitId), out var row)) return Refuse(line, null, null, PeopleProblems.RowTwice.With(row));
            places.Add((who, line.UnitId), line.Row.Row);
            return true;
        });
    }

    /// <summary>Whom the rows mean among those who are there.</summary>
    public void Find(Dictionary<(string, string), Guid> byNumber, Dictionary<string, Guid> byEmail, ILookup<(string, Guid), ImportPeople.Namesake> byName) => Rows = Rows.FindAll(line =>
    {
        if (line.Row.ExternalId is { } id && byNumber.TryGetValue((line.Row.ExternalSystem ?? ImportPeople.DefaultSystem, id), out var numbered)) line.PersonId = numbered;
        else if (line.Email is { } email && byEmail.TryGetValue(email, out var mailed)) line.PersonId = mailed;
        else if (line.Row.ExternalId is null)
        {
            // an e-mail that nobody has yet is that of the one colleague of the name who has none
            var there = byName[(line.NameKey, line.UnitId)].Distinct().ToArray();
            var named = line.Email is null ? there : Array.FindAll(there, n => n.Email.Length == 0);
            if (named.Length == 1) line.PersonId = named[0].Id;
            else if (named.Length > 1 && line.Email is null) return Refuse(line, null, null, PeopleProblems.NameOfTwo);
            line.HasNamesake = line.PersonId is null && there.Length > 0;
        }
        if (line.PersonId is { } found) Found.Add(found);
        return true;
    });

    public void Knows(Person person, Employment[] employments) => known[person.Id] = (person, employments);

    /// <summary>Who is new, who changes, who stays as they are.</summary>
    public void Decide()
    {
        var fresh = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var line in Rows)
        {
            if (line.PersonId is { } id && known.TryGetValue(id, out var there)) Compare(line, there.Person, there.Employments);
            else Add(line, fresh);
        }
    }

    void Add(Line line, Dictionary<string, Person> fresh)
    {
        var row = line.Row;
        if (line.Key.Length == 0 || !fresh.TryGetValue(line.Key, out var person))
        {
            person = new() { Id = Guid.CreateVersion7(), CountryId = countryId };
            person.Describe(row.GivenName, row.FamilyName, row.Email ?? "", row.Phone ?? "");
            if (row.ExternalId is { } id) person.Known(row.ExternalSystem ?? ImportPeople.DefaultSystem, id);
            NewPeople.Add(person);
            if (line.Key.Length > 0) fresh.Add(line.Key, person);
        }
        person.Employ(line.UnitId, row.Post ?? PostKind.Teacher, row.Subject ?? "", row.LoadThousandths ?? 0, row.StartsOn, row.EndsOn);
        EmploymentsAdded++;
        Taken.Add(new(row.Row, person.Id, person.Name, person.Email, line.UnitId, row.Post ?? PostKind.Teacher, TakenAs.New, line.HasNamesake));
    }

    void Compare(Line line, Person person, Employment[] employments)
    {
        var row = line.Row;
        // name and contacts are kept by those who keep the record; who works elsewhere only gets the employment
        var mine = viewer.IsSystem || viewer.CountriesOf(PeopleRights.Manage).Contains(countryId)
            || employments.Any(e => (e.EndsOn is null || e.EndsOn >= today) && viewer.May(PeopleRights.Manage, countryId, e.UnitId));
        // an e-mail is no identity when the name is another one altogether; neither is a number, which anybody may guess, of somebody from elsewhere
        if ((row.ExternalId is null || !mine) && person.NameKey != line.NameKey && Fold.Of(person.GivenName) != Fold.Of(row.GivenName) && Fold.Of(person.FamilyName) != Fold.Of(row.FamilyName))
        {
            if (row.ExternalId is { } number) Refuse(line, PersonField.ExternalId, number, PeopleProblems.NumberOfAnother);
            else Refuse(line, PersonField.Email, row.Email, PeopleProblems.EmailOfAnother);
            return;
        }
        var (given, family, email, phone) = mine ? (row.GivenName, row.FamilyName, line.Email ?? person.Email, row.Phone ?? person.Phone) : (person.GivenName, person.FamilyName, person.Email, person.Phone);
        if (email != person.Email && Guarded.Contains(person.Id))
        {
            Refuse(line, PersonField.Email, row.Email, Person.PostElsewhere.With(person.Name));
            return;
        }
        var describes = (person.GivenName, person.FamilyName, person.Email, person.Phone) != (given, family, email, phone);

        var at = employments.Where(e => e.UnitId == line.UnitId).ToArray();
        var employment = Array.Find(at, e => row.StartsOn is not null && e.StartsOn == row.StartsOn)
            ?? Array.Find(at, e => row.EndsOn is not null && e.EndsOn == row.EndsOn)
            ?? (row.StartsOn is not null && row.EndsOn < today ? null : Array.Find(at, e => e.EndsOn is null || e.EndsOn >= today));
        var employs = employment is null;
        var changes = employment is not null && Wanted(employment) != (employment.Post, employment.Subject, employment.Load, employment.StartsOn, employment.EndsOn);
        Taken.Add(new(row.Row, person.Id, $"{given} {family}", email, line.UnitId, row.Post ?? employment?.Post ?? PostKind.Teacher, employs ? TakenAs.Employed : describes || changes ? TakenAs.Changed : TakenAs.Unchanged));
        if (!describes && !employs && !changes)
        {
            Unchanged++;
            return;
        }
        if (employs) EmploymentsAdded++;
        if (describes || changes) Updated++;
        var employmentId = employment?.Id;
        Changes.Add(new(person.Id, them =>
        {
            if (describes) them.Describe(given, family, email, phone);
            if (employmentId is null) them.Employ(line.UnitId, row.Post ?? PostKind.Teacher, row.Subject ?? "", row.LoadThousandths ?? 0, row.StartsOn, row.EndsOn);
            else if (changes && them.Employments.Find(e => e.Id == employmentId) is { } same)
            {
                var (post, subject, load, from, until) = Wanted(same);
                same.Describe(post, subject, load, from, until);
            }
        }));

        // an empty cell says nothing: it erases nothing
        (PostKind, string, int, DateOnly?, DateOnly?) Wanted(Employment e) => (row.Post ?? e.Post, row.Subject ?? e.Subject, row.LoadThousandths ?? e.Load, row.StartsOn ?? e.StartsOn, row.EndsOn ?? e.EndsOn);
    }

    /// <summary>SHA-256 over what the rows say: the batch's history vouches for it.</summary>
    public string Digest()
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var line in Rows) digest.AppendData(Encoding.UTF8.GetBytes($"{line.Key}\t{line.NameKey}\t{line.UnitId}\t{line.Row.Post}\t{line.Row.Subject}\t{line.Row.LoadThousandths}\t{line.Row.StartsOn:O}\t{line.Row.EndsOn:O}\n"));
        return Convert.ToHexStringLower(digest.GetHashAndReset());
    }

    bool Refuse(Line line, PersonField? field, string? value, Problem reason)
    {
        Refusals.Add(new(sheet.Name, line.Row.Row, field is { } f ? mapping.Columns.GetValueOrDefault(f) : null, value, reason));
        return false;
    }
}
