namespace MedAgg.Domain.Licences;

/// <summary>Conditions of use as the Data Use Ontology (GA4GH DUO) names them; <see cref="UseConditions.CodeOf"/> gives the code.</summary>
public enum UseCondition
{
    /// <summary>No restriction. DUO:0000004.</summary>
    NoRestriction,

    /// <summary>Health, medical and biomedical research. DUO:0000006.</summary>
    BiomedicalResearch,

    /// <summary>Publication of results is required. DUO:0000019.</summary>
    PublicationRequired,

    /// <summary>Collaboration with the owner is required. DUO:0000020.</summary>
    CollaborationRequired,

    /// <summary>Approval by an ethics board is required. DUO:0000021.</summary>
    EthicsApprovalRequired,

    /// <summary>Only for admitted people. DUO:0000026.</summary>
    UserSpecific,

    /// <summary>Research in general. DUO:0000042.</summary>
    GeneralResearch,

    /// <summary>Non-commercial use only. DUO:0000046.</summary>
    NonCommercialOnly,
}
