using Balsts.Units;
using Foundation.Documents;
using Foundation.Languages;

namespace Balsts.People;

/// <summary>What a list of people says of each, on the page and in the files made of it.</summary>
sealed class PeopleColumns(Texts t, UnitTree tree, CountryPacks packs)
{
    readonly Dictionary<(string, PostKind), string> posts = [];

    public string Units(PersonLine person) => person.Employments.Length == 1 ? tree.NameOf(person.Employments[0].UnitId) : string.Join(", ", person.Employments.Select(e => tree.NameOf(e.UnitId)).Distinct());

    public string Posts(PersonLine person) => person.Employments.Length == 1 ? Said(person, person.Employments[0]) : string.Join("; ", person.Employments.Select(e => Said(person, e)).Distinct());

    public string Load(PersonLine person) => person.Load == 0 ? "" : t.Load(person.Load);

    public Columns<PersonLine> ForFile => new(t["People"], t,
        new Column<PersonLine>(t["Given name"], p => p.GivenName),
        new(t["Family name"], p => p.FamilyName),
        new(t["E-mail"], p => p.Email),
        new(t["Telephone"], p => p.Phone),
        new(t["Institution"], Units),
        new(t["Post, subject"], Posts),
        new(t["Load"], p => p.Load == 0 ? null : p.Load / 1000m));

    string Said(PersonLine person, EmploymentLine employment) => employment.Subject.Length == 0 ? Post(person, employment) : $"{Post(person, employment)}, {employment.Subject}";

    string Post(PersonLine person, EmploymentLine employment) =>
        posts.TryGetValue((person.CountryId, employment.Post), out var known) ? known : posts[(person.CountryId, employment.Post)] = packs[person.CountryId].PostIn(employment.Post, t);
}
