namespace MedAgg.Web.Kit.Charts;

/// <summary>Patients of one age group by sex.</summary>
/// <param name="Key">Word that a filter uses: <c>45-49</c>, <c>90+</c>.</param>
/// <param name="From">First year of the group.</param>
/// <param name="Men">Patients with sex M.</param>
/// <param name="Women">Patients with sex F.</param>
public sealed record AgeBin(string Key, int From, long Men, long Women);
