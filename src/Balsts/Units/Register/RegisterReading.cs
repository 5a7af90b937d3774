using Foundation.Files;

namespace Balsts.Units.Register;

/// <summary>What a ministry's register says: its municipalities and institutions, and what in it cannot be taken.</summary>
public sealed record RegisterReading(
    IReadOnlyList<RegisterMunicipality> Municipalities,
    IReadOnlyList<RegisterInstitution> Institutions,
    IReadOnlyList<Refusal> Refusals);

/// <summary>A city of state importance, or a county with its parishes and towns.</summary>
public enum MunicipalityKind { City, County }

/// <summary>A municipality of the register. <paramref name="Key"/> is its name folded, with hyphens: riga, aglonas-novads.</summary>
public sealed record RegisterMunicipality(string Key, string Name, MunicipalityKind Kind);

/// <summary>To whom an institution is subordinate. A private one lies in a municipality without belonging to it.</summary>
public enum FounderKind { Municipality, Ministry, Private }

/// <summary>To whom an institution is subordinate, with the register's own words (which ministry).</summary>
public sealed record RegisterFounder(FounderKind Kind, string Text);

/// <summary>The part of the school system that the register counts an institution to.</summary>
public enum InstitutionSector { General, Special, Vocational, Preschool }

/// <summary>
/// An institution of the register. Its identity is <paramref name="RegistrationNumber"/>, never its name: two schools are called
/// "Zemgales vidusskola". <paramref name="MunicipalityKey"/> says where it lies, <paramref name="Founder"/> to whom it is subordinate.
/// <paramref name="Phones"/> are in the form +371 and eight digits where they are Latvian.
/// </summary>
public sealed record RegisterInstitution(
    string File,
    int Row,
    string RegistrationNumber,
    string Name,
    string Type,
    string MunicipalityKey,
    RegisterFounder Founder,
    InstitutionSector Sector,
    string? Address,
    string? Email,
    IReadOnlyList<string> Phones,
    int? Pupils);
